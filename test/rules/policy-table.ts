// How a table is written. Names are looked up; one that is not there is an error. The core is asked (policies.test.ts),
// the API (policies-api.test.ts), and gates in a page (policies-elements.test.ts), on the layers that rules.yaml names.
//
// policy     the id of a policy that authz-core exports
// site       the site's id; a resource of that name is always there
// groups     the tree, nested: name → the groups below it
// resources  name → { type, within: { relation: [scope ids] }, owner }. Groups and people are there anyway: say of them
//            only how else they lie. What is a scope itself, such as a group or a course, lies in itself.
// people     name → what they hold, written as in a snapshot
// roles      roles that the site adds to the policy
// rows       rule, row (a sentence); `as` a person, or `holds`: assignments of `me`; settings; at: milliseconds.
//   may, may not                                 permission: resource, or permission: [resource, second]
//   shows, hides                                 permissions that reach anything at all
//   gives, may not give, takes, may not take     { role, at: resource, to: person, from, until }; without `at`: at the site
//   moves, may not move                          { group, to: group }; without `to`: to the top
//   above, not above                             people on whom one may act at all: delete them, act as them
//   event, brings                                { name, actor, subject, scopes }, and exactly what it gives to whom:
//                                                { to: person, role, scopes }
//   unknown: true                                it is about names that the policy does not know, or about other types
import type { Assignment, Happening, Resource, RoleDocument, Settings, Snapshot } from '@provost/authz-core';

/** Groups as written: name → the groups below it. */
export interface Tree {
  readonly [name: string]: Tree | null;
}

/** `permission: resource`, or `permission: [resource, second]`; several in one map are several questions. */
export type Asked = Readonly<Record<string, string | readonly [string, string]>>;

/** Who would get or lose a role, and at which resource; without `at`: at the site. */
export interface Given {
  readonly role: string;
  readonly at?: string;
  readonly to: string;
  readonly from?: number;
  readonly until?: number;
}

/** A role that an event gives. */
export interface Brought {
  readonly to: string;
  readonly role: string;
  readonly scopes?: Assignment['scopes'];
}

/** A row as written. */
export interface Row {
  readonly rule: string | readonly string[];
  readonly row: string;
  /** A name of `people`; `me` where it is left out. */
  readonly as?: string;
  /** Instead of what `people` says that they hold. */
  readonly holds?: readonly Assignment[];
  readonly settings?: Settings;
  readonly at?: number;
  /** The row is about names that the policy does not know. */
  readonly unknown?: boolean;
  readonly may?: readonly Asked[];
  readonly 'may not'?: readonly Asked[];
  /** Permissions that reach anything at all, for menus, and those that reach nothing. */
  readonly shows?: readonly string[];
  readonly hides?: readonly string[];
  readonly gives?: readonly Given[];
  readonly 'may not give'?: readonly Given[];
  readonly takes?: readonly Given[];
  readonly 'may not take'?: readonly Given[];
  readonly moves?: readonly Moved[];
  readonly 'may not move'?: readonly Moved[];
  readonly above?: readonly string[];
  readonly 'not above'?: readonly string[];
  readonly event?: Happening;
  readonly brings?: readonly Brought[];
}

/** A group that would lie below another; without `to`: at the top. */
export interface Moved {
  readonly group: string;
  readonly to?: string;
}

/** A table as written. */
export interface WrittenTable {
  readonly policy: string;
  readonly site: string;
  readonly groups?: Tree;
  readonly resources?: Readonly<Record<string, Partial<Resource> & { readonly type: string }>>;
  readonly people?: Readonly<Record<string, readonly Assignment[]>>;
  readonly roles?: Readonly<Record<string, RoleDocument>>;
  readonly rows: readonly Row[];
}

/** A question about a permission, its names looked up. */
export interface Question {
  readonly kind: 'permission';
  readonly name: string;
  readonly permission: string;
  readonly resource: Resource;
  readonly second: Resource | undefined;
}

/** A question about giving a role or taking it away. */
export interface Delegation {
  readonly kind: 'gives' | 'takes';
  readonly name: string;
  readonly role: string;
  readonly at: Resource | undefined;
  readonly to: Resource;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** A question about moving a group below another. */
export interface Moving {
  readonly kind: 'moves';
  readonly name: string;
  readonly group: Resource;
  readonly from: Resource | undefined;
  readonly to: Resource | undefined;
}

/** A question whether a person may act on another at all. */
export interface Ranked {
  readonly kind: 'above';
  readonly name: string;
  readonly person: string;
}

/** A question whether a permission reaches anything. */
export interface Shown {
  readonly kind: 'shows';
  readonly name: string;
  readonly permission: string;
}

/** A question what an event brings, by itself. */
export interface Event {
  readonly kind: 'event';
  readonly name: string;
  readonly event: Happening;
  readonly brings: readonly Brought[];
}

/** A question with the answer that is right. */
export interface Expected {
  readonly ask: Question | Delegation | Shown | Moving | Ranked | Event;
  readonly answer: boolean;
}

/** A row ready to be asked. */
export interface Case {
  readonly rules: readonly string[];
  /** What it says, in a sentence. */
  readonly row: string;
  readonly snapshot: Snapshot;
  readonly now: number;
  /** What everybody holds, the one who asks included. */
  readonly people: ReadonlyMap<string, readonly Assignment[]>;
  readonly resources: readonly Resource[];
  readonly expected: readonly Expected[];
}

const KEYS = {
  table: ['policy', 'site', 'groups', 'resources', 'people', 'roles', 'rows'],
  resource: ['site', 'type', 'id', 'within', 'owner'],
  assignment: ['role', 'scopes', 'except', 'from', 'until', 'source', 'givenBy'],
  given: ['role', 'at', 'to', 'from', 'until'],
  move: ['group', 'to'],
  event: ['name', 'actor', 'subject', 'scopes'],
  brought: ['to', 'role', 'scopes'],
  row: [
    ...['rule', 'row', 'as', 'holds', 'settings', 'at', 'unknown', 'may', 'may not', 'shows', 'hides'],
    ...['gives', 'may not give', 'takes', 'may not take', 'moves', 'may not move', 'above', 'not above'],
    ...['event', 'brings'],
  ],
};

/** An object of a table has no fields but those. */
export function onlyKeys(kind: keyof typeof KEYS, value: object): void {
  for (const key of Object.keys(value)) {
    if (!KEYS[kind].includes(key)) throw new Error(`a ${kind} has no \`${key}\``);
  }
}
