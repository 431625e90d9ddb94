// How a table is written. Names are looked up; one that is not there is an error.
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
//   gives, may not give, takes, may not take     { role, at: resource, to: person }; without `at`: at the site
//   unknown: true                                it is about names that the policy does not know, or about other types
import * as core from '@provost/authz-core';
import {
  definePolicy,
  type Assignment,
  type Policy,
  type PolicyDocument,
  type Resource,
  type RoleDocument,
  type Settings,
  type Snapshot,
} from '@provost/authz-core';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Groups as written: name → the groups below it. */
interface Tree {
  readonly [name: string]: Tree | null;
}

/** `permission: resource`, or `permission: [resource, second]`; several in one map are several questions. */
type Asked = Readonly<Record<string, string | readonly [string, string]>>;

/** Who would get or lose a role, and at which resource; without `at`: at the site. */
interface Given {
  readonly role: string;
  readonly at?: string;
  readonly to: string;
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
}

interface WrittenTable {
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
  readonly to: { readonly resource: Resource; readonly holds: readonly Assignment[] };
}

/** A question whether a permission reaches anything. */
export interface Shown {
  readonly kind: 'shows';
  readonly name: string;
  readonly permission: string;
}

export interface Expected {
  readonly ask: Question | Delegation | Shown;
  readonly answer: boolean;
}

/** A row ready to be asked. */
export interface Case {
  readonly title: string;
  readonly snapshot: Snapshot;
  readonly now: number;
  readonly expected: readonly Expected[];
}

const KEYS = {
  table: ['policy', 'site', 'groups', 'resources', 'people', 'roles', 'rows'],
  resource: ['site', 'type', 'id', 'within', 'owner'],
  assignment: ['role', 'scopes', 'except', 'from', 'until', 'source', 'givenBy'],
  given: ['role', 'at', 'to'],
  row: [
    ...['rule', 'row', 'as', 'holds', 'settings', 'at', 'unknown', 'may', 'may not', 'shows', 'hides'],
    ...['gives', 'may not give', 'takes', 'may not take'],
  ],
};

function onlyKeys(kind: keyof typeof KEYS, value: object): void {
  for (const key of Object.keys(value)) {
    if (!KEYS[kind].includes(key)) throw new Error(`a ${kind} has no \`${key}\``);
  }
}

/** The names of the tables here: files that say at their top which policy they are of. */
export function tableNames(): string[] {
  return readdirSync(new URL('.', import.meta.url))
    .filter((name) => name.endsWith('.yaml'))
    .filter((name) => /^policy:/m.test(readFileSync(new URL(name, import.meta.url), 'utf8')))
    .sort();
}

/**
 * Reads a table, and looks up every name in it: a permission, a resource, a person, a role, a setting or a place that is not
 * there is an error, so that no refusal passes because of a typo.
 */
export function readTable(file: string): { policy: Policy; cases: Case[] } {
  const table = parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as WrittenTable;
  onlyKeys('table', table);
  const policy = policyOf(table);
  const names = new Names(table, policy);
  const cases = table.rows.map((row) => {
    try {
      return names.caseOf(row);
    } catch (error) {
      throw new Error(`${file}, «${row.row}»: ${(error as Error).message}`, { cause: error });
    }
  });
  const titles = cases.map(({ title }) => title);
  const twice = titles.find((title, i) => titles.indexOf(title) < i);
  if (twice) throw new Error(`${file}: «${twice}» is there twice`);
  return { policy, cases };
}

/** The policy that has this id, with the roles that the table adds to it. */
function policyOf({ policy: id, roles }: WrittenTable): Policy {
  const document = Object.values(core as Readonly<Record<string, unknown>>).find(
    (value): value is PolicyDocument =>
      typeof value === 'object' && value !== null && (value as { id?: unknown }).id === id,
  );
  if (!document) throw new Error(`@provost/authz-core exports no policy \`${id}\``);
  return roles ? definePolicy({ id: `${id}-here`, extends: document, roles }) : definePolicy(document);
}

/** Looks up what a table names. */
class Names {
  readonly #groups: (readonly [id: string, depth: number])[] = [];
  readonly #resources = new Map<string, Resource>();

  constructor(
    readonly table: WrittenTable,
    readonly policy: Policy,
  ) {
    const { document } = policy;
    const treeType = Object.entries(document.scopes).find(([, { tree }]) => tree)?.[0];
    const walk = (tree: Tree, depth: number) => {
      for (const [id, below] of Object.entries(tree)) {
        this.#groups.push([id, depth]);
        if (treeType) this.#add(id, { type: treeType });
        walk(below ?? {}, depth + 1);
      }
    };
    walk(table.groups ?? {}, 0);
    this.#resources.set(table.site, { site: table.site, type: 'site', id: table.site });
    for (const id of ['me', ...Object.keys(table.people ?? {})]) this.#add(id, { type: 'user' });
    for (const [name, resource] of Object.entries(table.resources ?? {})) this.#add(name, resource);
    for (const [name, { within }] of this.#resources) {
      for (const ids of Object.values(within ?? {})) {
        if (!Array.isArray(ids)) throw new Error(`\`${name}\` lies in what is no list`);
      }
    }
    this.#checkGroups(treeType);
    for (const held of Object.values(table.people ?? {})) this.#checkHeld(held);
  }

  /** What is a scope itself, such as a group, lies in itself. */
  #add(name: string, resource: Partial<Resource> & { readonly type: string }): void {
    onlyKeys('resource', resource);
    const { type } = resource;
    const relations = Object.hasOwn(this.policy.document.resources, type)
      ? this.policy.document.resources[type]
      : undefined;
    const itself = relations && Object.hasOwn(relations, type) ? { [type]: [resource.id ?? name] } : {};
    for (const relation of Object.keys(resource.within ?? {})) {
      if (relations && !Object.hasOwn(relations, relation))
        throw new Error(`\`${name}\`: a ${type} has no relation \`${relation}\``);
    }
    const within = { ...itself, ...resource.within };
    this.#resources.set(name, { site: this.table.site, id: name, ...resource, within });
  }

  /** A resource lies in groups of the tree only. */
  #checkGroups(treeType: string | undefined): void {
    const ids = new Set(this.#groups.map(([id]) => id));
    for (const [name, { type, within }] of this.#resources) {
      for (const [relation, scopes] of Object.entries(within ?? {})) {
        if (this.policy.document.resources[type]?.[relation] !== treeType) continue;
        const lost = scopes.find((id) => !ids.has(id));
        if (lost !== undefined) throw new Error(`\`${name}\` lies in \`${lost}\`, which is no group`);
      }
    }
  }

  /** Roles are known, and held at scopes in which something lies. */
  #checkHeld(held: readonly Assignment[]): void {
    for (const assignment of held) {
      onlyKeys('assignment', assignment);
      if (!this.policy.roles.has(assignment.role)) throw new Error(`no role \`${assignment.role}\``);
      for (const [type, ids] of Object.entries({ ...assignment.scopes, ...assignment.except })) {
        for (const id of ids) {
          if (!this.#isScope(type, id)) throw new Error(`nothing lies in a ${type} \`${id}\``);
        }
      }
      for (const type of Object.keys(assignment.scopes ?? { site: [] })) {
        if (!this.policy.roles.get(assignment.role)?.at.includes(type))
          throw new Error(`\`${assignment.role}\` is not held at a ${type}`);
      }
    }
  }

  #isScope(type: string, id: string): boolean {
    return [...this.#resources.values()].some((resource) =>
      Object.entries(resource.within ?? {}).some(
        ([relation, ids]) =>
          this.policy.document.resources[resource.type]?.[relation] === type && ids.includes(id),
      ),
    );
  }

  resource(name: string): Resource {
    const resource = this.#resources.get(name);
    if (!resource) throw new Error(`no resource \`${name}\``);
    return resource;
  }

  #heldBy(name: string): readonly Assignment[] {
    const held = this.table.people?.[name];
    if (!held) throw new Error(`no person \`${name}\``);
    return held;
  }

  caseOf(row: Row): Case {
    onlyKeys('row', row);
    const { as = 'me', settings = {}, at: now = 0, unknown = false } = row;
    const assignments = row.holds ?? this.#heldBy(as);
    if (!unknown) this.#checkHeld(assignments);
    for (const id of Object.keys(settings)) {
      if (!unknown && !Object.hasOwn(this.policy.settings, id)) throw new Error(`no setting \`${id}\``);
    }
    const asked = (some: readonly Asked[] = [], answer: boolean) =>
      some.flatMap(Object.entries<Asked[string]>).map(([id, about]) => ({
        ask: this.#question(id, about, unknown),
        answer,
      }));
    const shown = (some: readonly string[] = [], answer: boolean) =>
      some.map((id): Expected => ({ ask: this.#shown(id, unknown), answer }));
    const given = (kind: Delegation['kind'], some: readonly Given[] = [], answer: boolean) =>
      some.map((one): Expected => ({ ask: this.#delegation(kind, one, { row, assignments }), answer }));
    const expected: Expected[] = [
      ...asked(row.may, true),
      ...asked(row['may not'], false),
      ...shown(row.shows, true),
      ...shown(row.hides, false),
      ...given('gives', row.gives, true),
      ...given('gives', row['may not give'], false),
      ...given('takes', row.takes, true),
      ...given('takes', row['may not take'], false),
    ];
    if (expected.length === 0) throw new Error('asks nothing');
    const { site } = this.table;
    const subject = { id: this.resource(as).id };
    const groups = this.#groups;
    return {
      title: `${[row.rule].flat().join(' ')} C: ${row.row}`,
      snapshot: {
        site,
        policy: this.policy.id,
        subject,
        settings,
        groups,
        assignments,
        expires: Infinity,
      },
      now,
      expected,
    };
  }

  #question(permission: string, about: Asked[string], unknown: boolean): Question {
    const [first, other] = typeof about === 'string' ? [about] : about;
    const resource = this.resource(first);
    const second = other === undefined ? undefined : this.resource(other);
    const document = this.#permission(permission, unknown);
    if (!unknown && (document?.on !== resource.type || document.for !== second?.type)) {
      const asked = [resource.type, second?.type].filter(Boolean).join(' and ');
      throw new Error(`\`${permission}\` is not asked about ${asked}`);
    }
    const name = [permission, first, ...(other === undefined ? [] : ['for', other])].join(' ');
    return { kind: 'permission', name, permission, resource, second };
  }

  #permission(id: string, unknown: boolean) {
    const { permissions } = this.policy.document;
    if (Object.hasOwn(permissions, id)) return permissions[id];
    if (!unknown) throw new Error(`no permission \`${id}\``);
    return undefined;
  }

  #shown(permission: string, unknown: boolean): Shown {
    this.#permission(permission, unknown);
    return { kind: 'shows', name: `${permission} anywhere`, permission };
  }

  #delegation(
    kind: Delegation['kind'],
    given: Given,
    { row, assignments }: { row: Row; assignments: readonly Assignment[] },
  ): Delegation {
    onlyKeys('given', given);
    const { role, at, to } = given;
    const scope = at === undefined ? undefined : this.resource(at);
    const known = this.policy.roles.get(role);
    if (!known && !row.unknown) throw new Error(`no role \`${role}\``);
    if (!row.unknown && !known?.at.includes(scope?.type ?? 'site'))
      throw new Error(`\`${role}\` is not held at a ${scope?.type ?? 'site'}`);
    const holds = to === (row.as ?? 'me') ? assignments : this.#heldBy(to);
    const name = [kind, role, ...(at === undefined ? [] : ['at', at]), 'to', to].join(' ');
    return { kind, name, role, at: scope, to: { resource: this.resource(to), holds } };
  }
}
