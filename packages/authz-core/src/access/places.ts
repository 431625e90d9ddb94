import type { Policy, Relation } from '../policy/policy.js';
import type { GroupAtDepth } from '../snapshot/snapshot.js';
import type { Resource } from '../vocabulary.js';

/**
 * Every way a resource lies in a scope, each as one integer: the relation's number, and in the low 24 bits the
 * scope's, from 1. 30 bits in all keep them small integers in every engine. Then a 1, since it lies on the site, and
 * a 0 that ends them.
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
    /** None where it is of another site. */
    readonly places: Places | undefined,
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

/** The site itself comes first among what is no scope, people for instance: so its key is 1. */
const ALL: readonly GroupAtDepth[] = [['', 0]];

/** The numbers of the scopes of one type, and in a tree where what lies below each of them ends. */
interface Numbers {
  readonly of: Map<string, number>;
  readonly ends: number[];
}

/**
 * The numbers of one site's scopes. Groups are numbered in preorder, so that «inside or below» is two comparisons;
 * all else is numbered as it is first met. Ids cross the wire, numbers never do. People's accesses can share one.
 * Throws where the groups are no tree in preorder, or one is there twice.
 */
export class Places {
  /** By relation; relations to the same type of scope share theirs. */
  readonly #numbers: readonly Numbers[];
  /** Where `read` puts the keys, over and over, so that `can` allocates nothing; the other one for a second resource. */
  readonly #scratch: number[] = [];
  readonly #other: number[] = [];

  constructor(
    readonly policy: Policy,
    readonly site: string,
    groups: readonly GroupAtDepth[],
  ) {
    const types = new Map<string, Numbers>();
    this.#numbers = policy.relations.map(({ scopeType }) => {
      const isTree = policy.document.scopes[scopeType]?.tree;
      const numbers = types.get(scopeType) ?? layOut(!scopeType ? ALL : isTree ? groups : []);
      types.set(scopeType, numbers);
      return numbers;
    });
  }

  /** The keys of what lies, by a relation, in a scope (or below it): from low to just under high. */
  interval(relation: number, id: string, below: boolean): [low: number, high: number] {
    const numbers = this.#numbers[relation] as Numbers;
    const number = numberOf(numbers, id, true);
    const before = relation * SCOPES + 1;
    return [before + number, before + ((below && numbers.ends[number]) || number + 1)];
  }

  /** Is a scope one of these, or below one? */
  isIn(scopeType: string, id: string, ids: readonly string[], below: boolean): boolean {
    const relation = this.policy.relations.findIndex((one) => one.scopeType === scopeType);
    if (ids.includes(id) || relation < 0 || !below) return ids.includes(id);
    const [at] = this.interval(relation, id, false);
    return ids.some((one) => {
      const [low, high] = this.interval(relation, one, true);
      return at >= low && at < high;
    });
  }

  /** Gives a resource its numbers, once, so that deciding about it needs no look-ups. */
  place(resource: Resource): PlacedResource {
    const keys = this.read(resource, undefined, true);
    const places = resource.site === this.site ? this : undefined;
    return new PlacedResource(resource, places, keys.slice(0, keys.indexOf(0) + 1));
  }

  /**
   * The keys of a resource, good until the next call (the next one for a second resource). A scope without a number is left out, since nobody holds
   * anything there, unless it is to be given one.
   */
  read(
    { type, id, owner, within }: Resource,
    relations = this.policy.types.get(type) ?? [],
    give = false,
    other = false,
  ): Keys {
    const keys = other ? this.#other : this.#scratch;
    let count = 0;
    for (const relation of relations) {
      const { name, scopeType } = this.policy.relations[relation] as Relation;
      const ids = scopeType ? within?.[name] : undefined;
      const length = !scopeType ? 1 : Array.isArray(ids) ? ids.length : 0;
      for (let i = 0; i < length; i++) {
        const scope = ids ? ids[i] : name === 'self' ? id : owner;
        const number = numberOf(this.#numbers[relation] as Numbers, scope as string, give);
        if (number >= 0) keys[count++] = relation * SCOPES + number + 1;
      }
    }
    keys[count] = 1;
    keys[count + 1] = 0;
    return keys;
  }
}

/** The number of a scope; −1 if it has none, unless it is to be given one. */
function numberOf({ of }: Numbers, id: string, give: boolean): number {
  const known = of.get(id) ?? -1;
  if (known >= 0 || !give) return known;
  // no more than SCOPES, since a Map holds no more
  of.set(id, of.size);
  return of.size - 1;
}

/** Numbers a tree given in preorder. */
function layOut(groups: readonly GroupAtDepth[]): Numbers {
  const of = new Map<string, number>();
  const ends: number[] = [];
  const open: number[] = [];
  for (const [id, depth] of groups) {
    const at = of.size;
    if (of.has(id) || !(depth >= 0 && depth <= open.length)) throw new RangeError(id);
    for (const over of open.splice(depth)) ends[over] = at;
    open.push(at);
    ends.push(groups.length);
    of.set(id, at);
  }
  return { of, ends };
}
