import { msg, str } from '@lit/localize';
import type { Policy } from '@provost/authz-core';
import type { AuditEntry } from '@provost/sdk';
import { areaLabel, levelWord } from '../../localization/areas.js';
import { formatDate, formatList, formatNumber } from '../../localization/format.js';

/** What an entry's sides name by id is called, as far as the reader may see it. */
export type NameOf = (types: readonly string[], id: string) => string | undefined;

/** What an entry did, in words: the sentence, and what of it was so before and is so since. */
export interface Told {
  readonly text: string;
  readonly before?: string;
  readonly after?: string;
}

/** What a sentence is made with. */
export interface Telling {
  readonly policy: Policy;
  readonly nameOf: NameOf;
}

type Side = Readonly<Record<string, unknown>>;

/** Says an entry of a group's history; one of a kind that is not known here is called by its own name. */
export function tell(entry: AuditEntry, telling: Telling): Told {
  const [before, after] = [sideOf(entry.before), sideOf(entry.after)];
  const person = entry.person?.name ?? msg('somebody you cannot see');
  switch (entry.action) {
    case 'members-added': {
      const people = listOf(after['userIds'], ['user'], telling);
      return { text: msg(str`added ${people}`) };
    }
    case 'members-removed': {
      const people = listOf(before['userIds'], ['user'], telling);
      return { text: msg(str`removed ${people}`) };
    }
    case 'content-added': {
      const content = listOf(after['contentIds'], CONTENT, telling);
      return { text: msg(str`added ${content}`) };
    }
    case 'content-removed': {
      const content = listOf(before['contentIds'], CONTENT, telling);
      return { text: msg(str`removed ${content}`) };
    }
    case 'level-set':
      return { text: areaOf(after, person, telling), before: levelOf(before), after: levelOf(after) };
    case 'role-given':
    case 'role-taken':
    case 'role-changed':
      return { text: msg(str`changed the roles of ${person}`), ...rolesOf(before, after, telling) };
    case 'role-ended':
      return { text: msg(str`The role of ${person} ended`), ...rolesOf(before, after, telling) };
    default:
      return tellGroup(entry, telling);
  }
}

function tellGroup({ action, before: had, after: has }: AuditEntry, { nameOf }: Telling): Told {
  const [before, after] = [sideOf(had), sideOf(has)];
  const parent = ({ parentId }: Side) =>
    typeof parentId === 'string' ? (nameOf(['group'], parentId) ?? UNSEEN()) : msg('the top');
  switch (action) {
    case 'group-created':
      return { text: msg('created the group') };
    case 'group-changed':
      return { text: msg('changed the details'), ...changedFields(before, after) };
    case 'group-moved':
      return { text: msg('moved the group'), before: parent(before), after: parent(after) };
    case 'group-archived':
      return { text: msg('archived the group') };
    case 'group-unarchived':
      return { text: msg('took the group out of the archive') };
    case 'group-deleted':
      return { text: msg('deleted the group') };
    case 'group-restored':
      return { text: msg('restored the group') };
    default:
      return { text: action };
  }
}

const CONTENT = ['course', 'e-folder', 'program'];
const UNSEEN = () => msg('something you cannot see');
const FEW = 4;

const sideOf = (side: unknown): Side => (typeof side === 'object' && side !== null ? (side as Side) : {});

/** Names of things by id: the first few, and how many more. */
function listOf(ids: unknown, types: readonly string[], { nameOf }: Telling): string {
  const all = Array.isArray(ids) ? ids.map(String) : [];
  const named = all.flatMap((id) => nameOf(types, id) ?? []);
  const shown = named.length > FEW ? named.slice(0, FEW - 1) : named;
  const more = formatNumber(all.length - shown.length);
  return formatList(all.length > shown.length ? [...shown, msg(str`${more} more`)] : shown);
}

const textOf = (value: unknown): string => (typeof value === 'string' && value ? value : '–');

function areaOf({ area }: Side, person: string, { policy }: Telling): string {
  const id = String(area);
  const label = areaLabel({ id, label: policy.document.areas[id]?.label ?? id });
  return msg(str`set ${label} of ${person}`);
}

const levelOf = ({ level, until }: Side): string => withEnd(levelWord(level === 'editor'), until);

function withEnd(what: string, until: unknown): string {
  if (typeof until !== 'string') return what;
  const end = formatDate(new Date(until));
  return msg(str`${what} until ${end}`);
}

function rolesOf(before: Side, after: Side, { policy }: Telling): Pick<Told, 'before' | 'after'> {
  const labels = ({ held, role }: Side): string => {
    const roles: readonly Side[] = Array.isArray(held) ? held.map(sideOf) : role ? [{ role }] : [];
    const named = roles.map((one) =>
      withEnd(policy.roles.get(String(one['role']))?.label ?? String(one['role']), one['until']),
    );
    return formatList(named) || msg('no role');
  };
  return { before: labels(before), after: labels(after) };
}

function changedFields(before: Side, after: Side): Pick<Told, 'before' | 'after'> {
  const changed = Object.keys(after).filter((field) => after[field] !== before[field]);
  const said = (side: Side) => changed.map((field) => textOf(side[field])).join(' · ');
  return { before: said(before), after: said(after) };
}
