import { OWNER, SELF } from '../policy/define-policy.js';
import type { Policy } from '../policy/policy.js';
import type { GroupAtDepth } from '../snapshot/snapshot.js';
import type { Resource } from '../vocabulary.js';

/** A key says in one integer how a resource lies where: the relation's number above, the scope's number below. */
const SCOPE_BITS = 24;
/** The relation of a key. */
export const relationOf = (key: number): number => key >>> SCOPE_BITS;
/** The scope number of a key. */
export const scopeOf = (key: number): number => key & ((1 << SCOPE_BITS) - 1);
/** The key of a relation and a scope number (or the end of an interval of them). */
export const keyOf = (relation: number, scope: number): number => relation * (1 << SCOPE_BITS) + scope;

/** A resource with its numbers: what `Access.can` reads without looking anything up. Made by `Places.place`. */
export class PlacedResource implements Resource {
  readonly site!: string;
  readonly type!: string;
  readonly id!: string;
  readonly within?: Resource['within'] & {};
  readonly owner?: string;

  constructor(
    resource: Resource,
    readonly places: Places,
    /** Number of its type, −1 where the policy or the site is not this one. */
    readonly typeIndex: number,
    /** Every way it lies in a scope. */
    readonly keys: Int32Array,
  ) {
    Object.assign(this, resource);
  }
}

/**
 * The numbers of one site's scopes. Groups are numbered in preorder, so that «inside or below» is two comparisons;
 * all else is numbered as it is first met. Ids cross the wire, numbers never do. People's accesses can share one.
 */
export class Places {
  readonly #numbers = new Map<string, Map<string, number>>();
  readonly #ends: number[] = [];
  readonly #tree: string | undefined;
  readonly #personal: boolean;

  constructor(
    readonly policy: Policy,
    readonly site: string,
    groups: readonly GroupAtDepth[],
  ) {
    for (const { scopeType } of policy.relations) {
      if (!this.#numbers.has(scopeType)) this.#numbers.set(scopeType, new Map());
    }
    this.#tree = Object.entries(policy.document.scopes).find(([, scope]) => scope.tree)?.[0];
    this.#personal = [...policy.roles.values()].some(({ lines }) =>
      lines.some(({ relation }) => relation === SELF || relation === OWNER),
    );
    this.#layOut(groups);
  }

  #layOut(groups: readonly GroupAtDepth[]): void {
    const numbers = this.#numbers.get(this.#tree ?? '');
    if (!numbers) return;
    const open: number[] = [];
    groups.forEach(([id, depth], at) => {
      while (open.length > depth) this.#ends[open.pop() ?? 0] = at;
      open.push(at);
      if (!numbers.has(id)) numbers.set(id, at);
      this.#ends.push(at + 1);
    });
    for (const at of open) this.#ends[at] = groups.length;
    // numbers given later start behind the tree, also where an id stood in it twice
    while (numbers.size < groups.length) numbers.set(`\0${numbers.size}`, numbers.size);
  }

  /** The number of a scope; given now if it is met for the first time. */
  number(scopeType: string, id: string): number {
    const numbers = this.#numbers.get(scopeType);
    if (!numbers) return -1;
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const next = numbers.size;
    if (next >>> SCOPE_BITS) return -1;
    numbers.set(id, next);
    return next;
  }

  /** The number of a scope, if it has one. */
  find(scopeType: string, id: string): number | undefined {
    return this.#numbers.get(scopeType)?.get(id);
  }

  /** One past the last number inside or below a scope. */
  end(scopeType: string, number: number): number {
    return scopeType === this.#tree ? (this.#ends[number] ?? number + 1) : number + 1;
  }

  /** Gives a resource its numbers, once, so that deciding about it needs no look-ups. */
  place(resource: Resource): PlacedResource {
    const type = resource.site === this.site ? this.policy.types.get(resource.type) : undefined;
    const keys: number[] = [];
    for (const relation of type?.relations ?? []) {
      const { name, scopeType } = this.policy.relations[relation] ?? { name: '', scopeType: '' };
      const ids = resource.within?.[name];
      if (!Array.isArray(ids)) continue;
      for (const id of ids as readonly string[]) this.#add(keys, relation, scopeType, id);
    }
    if (this.#personal && type) {
      if (resource.type === 'user') this.#add(keys, SELF, 'user', resource.id);
      if (resource.owner !== undefined) this.#add(keys, OWNER, 'user', resource.owner);
    }
    return new PlacedResource(resource, this, type?.index ?? -1, Int32Array.from(keys));
  }

  #add(keys: number[], relation: number, scopeType: string, id: string): void {
    const number = this.number(scopeType, id);
    if (number >= 0) keys.push(keyOf(relation, number));
  }
}
