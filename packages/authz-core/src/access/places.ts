import { OWNER, SELF } from '../policy/compile-policy.js';
import type { Policy, Relation } from '../policy/policy.js';
import type { GroupAtDepth } from '../snapshot/snapshot.js';
import type { Resource } from '../vocabulary.js';

/**
 * Every way a resource lies in a scope, each as one integer: the relation's number, and in the low 24 bits the
 * scope's. 30 bits in all keep them small integers in every engine. A 0 ends them.
 */
export type Keys = readonly number[];
const SCOPES = 1 << 24;

/** A resource with its numbers: what `Access.can` reads without looking anything up. Made by `Places.place`. */
export class PlacedResource implements Resource {
  readonly site: string;
  readonly type: string;
  readonly id: string;
  readonly within?: Resource['within'] & {};
  readonly owner?: string;

  constructor(
    { site, type, id, within, owner }: Resource,
    readonly places: Places,
    /** Number of its type, −2 where the policy or the site is not this one. */
    readonly typeIndex: number,
    readonly keys: Keys,
  ) {
    this.site = site;
    this.type = type;
    this.id = id;
    // written even where it is missing, so that all placed resources have one shape and `can` stays fast
    this.within = within as Resource['within'] & {};
    this.owner = owner as string;
  }
}

/** The numbers of the scopes of one type; `ends` where they form a tree. */
interface Numbers {
  readonly of: Map<string, number>;
  readonly ends: number[];
  next: number;
}

/**
 * The numbers of one site's scopes. Groups are numbered in preorder, so that «inside or below» is two comparisons;
 * all else is numbered as it is first met. Ids cross the wire, numbers never do. People's accesses can share one.
 */
export class Places {
  readonly #numbers: readonly Numbers[];
  /** Where `read` puts the keys, over and over, so that `can` allocates nothing. */
  readonly #scratch: number[] = [];

  constructor(
    readonly policy: Policy,
    readonly site: string,
    groups: readonly GroupAtDepth[],
  ) {
    const types = new Map<string, Numbers>();
    this.#numbers = policy.relations.map(({ scopeType }) => {
      const numbers = types.get(scopeType) ?? { of: new Map<string, number>(), ends: [], next: 0 };
      if (!types.has(scopeType) && policy.document.scopes[scopeType]?.tree) layOut(numbers, groups);
      types.set(scopeType, numbers);
      return numbers;
    });
  }

  /** The keys of what lies, by a relation, in a scope (or below it): from low to just under high. */
  interval(relation: number, id: string, below: boolean): [low: number, high: number] {
    const numbers = this.#numbers[relation] as Numbers;
    const number = numberOf(numbers, id, true);
    const end = (below && numbers.ends[number]) || number + 1;
    return [relation * SCOPES + number, relation * SCOPES + end];
  }

  /** Gives a resource its numbers, once, so that deciding about it needs no look-ups. */
  place(resource: Resource): PlacedResource {
    const { site, type } = resource;
    const index = site === this.site ? this.policy.types.get(type)?.index : undefined;
    return new PlacedResource(resource, this, index ?? -2, this.#keysOf(resource, [], true));
  }

  /** The keys of a resource, good until the next call. Scopes without a number, where nobody holds anything, are left out. */
  read(resource: Resource): Keys {
    return this.#keysOf(resource, this.#scratch, false);
  }

  #keysOf({ type, id, owner, within }: Resource, keys: number[], give: boolean): Keys {
    const { types, relations } = this.policy;
    let count = 0;
    for (const relation of types.get(type)?.relations ?? NONE) {
      const along = relation > OWNER ? within?.[(relations[relation] as Relation).name] : undefined;
      const person = relation === SELF ? id : owner;
      const length = relation <= OWNER ? 1 : Array.isArray(along) ? along.length : 0;
      for (let i = 0; i < length; i++) {
        const scope = along ? along[i] : person;
        const number = numberOf(this.#numbers[relation] as Numbers, scope as string, give);
        if (number >= 0) keys[count++] = relation * SCOPES + number;
      }
    }
    keys[count] = 0;
    return keys;
  }
}

const NONE: readonly number[] = [];

/** The number of a scope; −1 if it has none, unless one is to be given. */
function numberOf(numbers: Numbers, id: string, give: boolean): number {
  const known = numbers.of.get(id);
  // the last number is kept free, so that no interval ends where the next relation's begins
  if (known !== undefined || !give || numbers.next >= SCOPES - 1) return known ?? -1;
  numbers.of.set(id, numbers.next);
  return numbers.next++;
}

/** Numbers a tree given in preorder. What stands there twice counts where it stands first. */
function layOut(numbers: Numbers, groups: readonly GroupAtDepth[]): void {
  const { of, ends } = numbers;
  const open: number[] = [];
  groups.forEach(([id, depth], at) => {
    if (depth > open.length) throw new RangeError(id);
    for (const over of open.slice(depth)) ends[over] = at;
    open.length = depth;
    open.push(at);
    ends.push(groups.length);
    if (!of.has(id)) of.set(id, at);
  });
  numbers.next = groups.length;
}
