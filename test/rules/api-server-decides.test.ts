import {
  decideAssignment,
  definePolicy,
  openAccess,
  parseSnapshot,
  type Access,
  type Area,
  type PolicyDocument,
  type Resource,
} from '@provost/authz-core';
import { describe, expect, inject, it } from 'vitest';
import { makeSite, type TestSite } from '../fixtures/site.js';
import { isWrite, questions, type About } from './api-questions.js';

const people = ['manager', 'both', 'users', 'content', 'existing', 'lowered', 'new', 'learner'] as const;

/** A site with everybody that the rules tell apart. */
const makeWorld = (): Promise<TestSite> =>
  makeSite(inject('serverUrl'), {
    settings: { editorViewer: true },
    people: [
      { id: 'manager', role: 'manager' },
      { id: 'existing', role: 'sub-manager' },
      { id: 'lowered', role: 'sub-manager' },
      ...['both', 'users', 'content', 'new', 'third'].map((id) => ({ id, role: 'sub-manager', later: true })),
      { id: 'learner' },
      { id: 'insider' },
      { id: 'outsider' },
    ],
    content: [{ id: 'assigned' }, { id: 'unassigned' }],
    groups: [{ id: 'sales', members: ['insider'], content: ['assigned'] }],
    levels: [
      { group: 'sales', person: 'both', levels: { users: 'editor', content: 'editor' }, by: 'manager' },
      { group: 'sales', person: 'users', levels: { users: 'editor' }, by: 'manager' },
      { group: 'sales', person: 'content', levels: { content: 'editor' }, by: 'manager' },
      { group: 'sales', person: 'lowered', levels: { users: 'viewer', content: 'viewer' }, by: 'manager' },
    ],
  });

/** The person's access, opened as an element does: from the session and the catalogue. */
async function accessOf(site: TestSite, person: string): Promise<Access> {
  const [session, catalogue] = [
    await site.as(person).get('/v1/session'),
    await site.as(person).get('/v1/catalogue'),
  ];
  const { snapshot } = session.body as { snapshot: unknown };
  const { policy } = catalogue.body as { policy: PolicyDocument };
  return openAccess(definePolicy(policy), parseSnapshot(snapshot), { now: Date.now() });
}

interface Seen {
  readonly group: Resource;
  readonly other: { id: string; roles: string[]; resource: Resource };
}

function coreSays(access: Access, question: string, { group, other }: Seen): boolean {
  const [, area] = /^set (\w+) of other$/.exec(question) ?? /^permissions\.set-(\w+)$/.exec(question) ?? [];
  if (area) {
    const { editor } = access.policy.document.areas?.[area] as unknown as Area;
    return decideAssignment(access, { role: editor, at: group, to: other }).allowed;
  }
  const type = access.policy.document.permissions[question]?.on;
  if (question === 'roles.assign') {
    return ['sub-manager', 'user'].every((role) => decideAssignment(access, { role, to: other }).allowed);
  }
  return access.can(question, type === 'group' ? group : type === 'user' ? other.resource : undefined);
}

/** What is asked of whom: each write once, those about a person about every kind of person. */
const asked = (person: string) =>
  Object.keys(questions)
    .filter(isWrite)
    .flatMap((question) =>
      /other|^people\.edit|^roles/.test(question)
        ? [...new Set(['new', 'manager', person])].map((other) => ({ question, other }))
        : [{ question, other: 'third' }],
    );

/** A fresh site, as somebody sees it who opens the page. */
async function open(person: string) {
  const site = await makeWorld();
  const manager = site.as('manager');
  const access = await accessOf(site, person);
  const { resource: group } = (await manager.get('/v1/groups/sales')).body as { resource: Resource };
  return { site, access, group, rows: await site.rows() };
}

describe('the server decides', () => {
  for (const person of people) {
    it(`X-10 A: every write of ${person} is answered as the core says to their own page`, async () => {
      let world = await open(person);
      for (const { question, other } of asked(person)) {
        const { site, access, group, rows } = world;
        const user = (await site.as('manager').get(`/v1/users/${other}`)).body as {
          role: string;
          resource: Resource;
        };
        const about: About = {
          group: 'sales',
          other,
          level: 'editor',
          outsider: 'outsider',
          insider: 'insider',
          unassigned: 'unassigned',
          assigned: 'assigned',
        };
        const status = (await questions[question]?.(site.as(person), about))?.status ?? 0;
        const allowed = coreSays(access, question, {
          group,
          other: { id: other, roles: [user.role], resource: user.resource },
        });
        expect(status < 300, `${question} by ${person} about ${other}: ${status}`).toBe(allowed);
        if (allowed) world = await open(person);
        else expect(await site.rows(), question).toEqual(rows);
      }
    });
  }
});
