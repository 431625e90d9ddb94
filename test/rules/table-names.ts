import { defaultsOn, type Assignment, type Happening, type Policy, type Resource } from '@provost/authz-core';
import {
  onlyKeys,
  type Asked,
  type Case,
  type Brought,
  type Delegation,
  type Event,
  type Expected,
  type Given,
  type Moved,
  type Moving,
  type Question,
  type Ranked,
  type Row,
  type Shown,
  type Tree,
  type WrittenTable,
} from './policy-table.js';

/** Looks up what a table names. */
export class Names {
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
    const assignments = row.holds ?? (row.event ? [] : this.#heldBy(as));
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
    const moved = (some: readonly Moved[] = [], answer: boolean) =>
      some.map((one): Expected => ({ ask: this.#move(one), answer }));
    const ranked = (some: readonly string[] = [], answer: boolean) =>
      some.map((person): Expected => ({ ask: this.#rank(person), answer }));
    const given = (kind: Delegation['kind'], some: readonly Given[] = [], answer: boolean) =>
      some.map((one): Expected => ({ ask: this.#delegation(kind, one, unknown), answer }));
    const expected: Expected[] = [
      ...asked(row.may, true),
      ...asked(row['may not'], false),
      ...shown(row.shows, true),
      ...shown(row.hides, false),
      ...given('gives', row.gives, true),
      ...given('gives', row['may not give'], false),
      ...given('takes', row.takes, true),
      ...given('takes', row['may not take'], false),
      ...moved(row.moves, true),
      ...moved(row['may not move'], false),
      ...ranked(row.above, true),
      ...ranked(row['not above'], false),
      ...(row.event ? [{ ask: this.#event(row.event, row.brings ?? []), answer: true }] : []),
    ];
    if (expected.length === 0) throw new Error('asks nothing');
    const asks = expected.map(({ ask }) => ask.name);
    const twice = asks.find((name, i) => asks.indexOf(name) < i);
    if (twice) throw new Error(`asks \`${twice}\` twice`);
    const { site } = this.table;
    const subject = { id: this.resource(as).id };
    const groups = this.#groups;
    return {
      rules: [row.rule].flat(),
      row: row.row,
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
      people: new Map([...Object.entries(this.table.people ?? {}), [as, assignments]]),
      resources: [...this.#resources.values()],
      expected,
    };
  }

  #event(event: Happening, brings: readonly Brought[]): Event {
    onlyKeys('event', event);
    if (defaultsOn(this.policy, event.name).length === 0) throw new Error(`no event \`${event.name}\``);
    for (const person of [event.actor, event.subject]) if (person !== undefined) this.resource(person);
    for (const brought of brings) {
      onlyKeys('brought', brought);
      this.resource(brought.to);
      this.#checkHeld([{ role: brought.role, ...(brought.scopes ? { scopes: brought.scopes } : {}) }]);
    }
    return { kind: 'event', name: event.name, event, brings };
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

  #delegation(kind: Delegation['kind'], given: Given, unknown: boolean): Delegation {
    onlyKeys('given', given);
    const { role, at, to, from, until } = given;
    const scope = at === undefined ? undefined : this.resource(at);
    const known = this.policy.roles.get(role);
    if (!known && !unknown) throw new Error(`no role \`${role}\``);
    if (!unknown && !known?.at.includes(scope?.type ?? 'site'))
      throw new Error(`\`${role}\` is not held at a ${scope?.type ?? 'site'}`);
    const name = [kind, role, ...(at === undefined ? [] : ['at', at]), 'to', to, from, until]
      .join(' ')
      .trim();
    return { kind, name, role, at: scope, to: this.#person(to), from, until };
  }

  #person(name: string): Resource {
    if (name !== 'me') this.#heldBy(name);
    return this.resource(name);
  }

  #rank(person: string): Ranked {
    return { kind: 'above', name: `above ${person}`, person: this.#person(person).id };
  }

  #move(moved: Moved): Moving {
    onlyKeys('move', moved);
    const { group, to } = moved;
    const at = this.#groups.findIndex(([id]) => id === group);
    const depth = this.#groups[at]?.[1] ?? 0;
    const parent = this.#groups.slice(0, at + 1).findLast(([, above]) => above < depth);
    const place = (id: string | undefined) => (id === undefined ? undefined : this.resource(id));
    return {
      kind: 'moves',
      name: `moves ${group} to ${to ?? 'the top'}`,
      group: this.resource(group),
      from: place(parent?.[0]),
      to: place(to),
    };
  }
}
