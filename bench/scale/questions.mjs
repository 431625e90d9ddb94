// What is asked, by whom, and what the same is by hand.
import { sql } from 'kysely';
import { pageOfGroups, pageOfLevels, pageOfMembers } from './by-hand.mjs';
import * as of from './shape.mjs';

const person = of.personId;
const ofCohort = person(of.SUB_MANAGERS.from + 3);
const ofGroups = person(of.SUB_MANAGERS.from + of.OF_COHORT + 3);
const ofMost = person(of.SUB_MANAGERS.from + of.SUB_MANAGERS.count - 1);

/** Policy → who is asked as. The site is one: only by which policy its roles are read changes. */
export const asked = {
  'editor-viewer': {
    'a manager': { id: person(of.MANAGERS.from), levels: true },
    [`an Editor of all groups but ${of.EXCEPTIONS}`]: { id: ofCohort, levels: true },
    [`an Editor of ${of.OWN_GROUPS} groups`]: { id: ofGroups },
    [`an Editor of ${of.MOST_GROUPS} groups`]: { id: ofMost },
  },
  'site-group-session': {
    'a site administrator': { id: person(of.ADMINISTRATORS.from) },
    [`the owner of ${of.TREE} groups`]: { id: person(of.OWNERS.from), below: of.groupId(of.treeAt(0)) },
    'an instructor in 10 groups': {
      id: person(of.INSTRUCTORS.from + 3),
      groups: Array.from({ length: 10 }, (_, k) => of.groupId((3 * 1009 + k * 2503) % of.GROUPS)),
    },
  },
  standard: {
    'an administrator': { id: person(of.ADMINISTRATORS.from) },
    [`the owner of ${of.TREE} groups`]: { id: person(of.OWNERS.from), below: of.groupId(of.treeAt(0)) },
  },
};

const SEARCH = 'team 12';
const LARGE = of.groupId(of.LARGE_GROUP);

/** The questions to one person: what is compared, how the API is asked, and how the database. */
export function questionsTo(db, who, cursors) {
  const isLimited = who.below !== undefined || who.groups !== undefined;
  const reach = who.below
    ? sql`g.path collate "C" like ${`/${who.below}/%`}`
    : who.groups
      ? sql`g.id = any(${who.groups}::text[])`
      : sql`true`;
  const top = isLimited ? reach : sql`g.parent_id is null`;
  const found = sql`${reach} and g.sort_key like ${`%${SEARCH}%`}`;
  const questions = [
    {
      name: isLimited ? 'groups, all of theirs' : 'groups, top level',
      path: isLimited ? '/v1/groups?limit=50' : '/v1/groups?limit=50&parent=none',
      byHand: () => pageOfGroups(db, top, who.groups !== undefined),
    },
    {
      name: `groups, search “${SEARCH}”`,
      path: `/v1/groups?limit=50&search=${encodeURIComponent(SEARCH)}`,
      byHand: () => pageOfGroups(db, found, who.groups !== undefined),
    },
  ];
  if (who.groups) return questions;
  for (const [page, { cursor, after }] of Object.entries(cursors)) {
    questions.push({
      name: `members, page ${page}`,
      path: `/v1/groups/${LARGE}/members?limit=50${cursor ? `&cursor=${cursor}` : ''}`,
      byHand: () => pageOfMembers(db, LARGE, after),
    });
  }
  if (who.levels) {
    questions.push({
      name: 'Manage Permissions',
      path: `/v1/groups/${LARGE}/permissions?limit=50`,
      byHand: () => pageOfLevels(db, LARGE),
    });
  }
  return questions;
}

/** Where pages of the large group's members begin. */
export async function cursorsOf(db, pages) {
  const found = {};
  for (const page of pages) {
    const { rows } = await sql`
      select p.sort_key as "sortKey", p.id from members m join people p on p.site = m.site and p.id = m.person
      where m.site = ${of.SITE} and m.group_id = ${LARGE}
      order by p.sort_key, p.id offset ${(page - 1) * 50 - 1} limit 1`.execute(db);
    const [after] = rows;
    found[page] = {
      after,
      cursor: Buffer.from(JSON.stringify([after.sortKey, after.id])).toString('base64url'),
    };
  }
  return { 1: {}, ...found };
}
