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
/** How many keys fill an array of placed resources' keys. It lives as long as any of them. */
const SLAB = 1024;

/** The number of the relation that a key tells of. */
export const relationOf = (key: number): number => (key - 1) >> 24;

/** A resource with its numbers: what `Access.can` reads without looking anything up. Made by `Places.place`. */
export class PlacedResource implements Resource {
  // hidden: a copy is not of these places, so that it is read anew
  readonly #places: Places | undefined;
  readonly type: string;
  readonly site: string;
  readonly id: string;
  readonly within?: Resource['within'] & {};
  readonly owner?: string;

  constructor(
    { site, type, id, within, owner }: Resource,
    places: Places,
    /** Its keys, among others'. */
    readonly keys: Keys,
    /** Where they begin. */
    readonly start: number,
  ) {
    // none where it is of another site: then it is read anew, and refused
    this.#places = site === places.site ? places : undefined;
    this.type = type;
    this.site = site;
    this.id = id;
    // written even where it is missing, so that all placed resources have one shape and `can` stays fast
    this.within = within as Resource['within'] & {};
    this.owner = owner as string;
  }

  /** Is it one that got its numbers here? */
  static isOf(resource: Resource, places: Places): resource is PlacedResource {
    return resource instanceof PlacedResource && #places in resource && resource.#places === places;
  }
}

/** The site itself comes first among what is no scope, people for instance: so its key is 1. */
const ALL: readonly GroupAtDepth[] = [['', 0]];

/** The numbers of the scopes of one type, and in a tree where what lies below each of them ends. */
interface Numbers {
  readonly of: Map<string, number>;
  readonly ends: number[];
}

/** A relation with the numbers of its scopes; relations to the same type of scope share theirs. */
interface Numbered extends Relation, Numbers {
  /** Just below its keys. */
  readonly before: number;
}

/**
 * The numbers of one site's scopes. Groups are numbered in preorder, so that «inside or below» is two comparisons;
 * all else is numbered as it is first met. Ids cross the wire, numbers never do. People's accesses can share one.
 * Throws where the groups are no tree in preorder, or one is there twice.
 */
export class Places {
  readonly #relations: readonly Numbered[];
  /** By relation, for reading by no other. */
  readonly alone: readonly (readonly number[])[];
  /** Where `read` puts keys, over and over, so that `can` allocates nothing. */
  readonly #scratch: number[] = [];
  /** The keys of many placed resources: an array for each would be one more thing to fetch from memory. */
  #slab: number[] = [];

  constructor(
    readonly policy: Policy,
    readonly site: string,
    groups: readonly GroupAtDepth[],
  ) {
    const types = new Map<string, Numbers>();
    this.alone = policy.relations.map((_, relation) => (relation > 0 ? [relation] : []));
    this.#relations = policy.relations.map(({ name, scopeType }, relation) => {
      const isTree = policy.document.scopes[scopeType]?.tree;
      const numbers = types.get(scopeType) ?? layOut(!scopeType ? ALL : isTree ? groups : []);
      types.set(scopeType, numbers);
      return { name, scopeType, ...numbers, before: relation * SCOPES + 1 };
    });
  }

  /** The keys of what lies, by a relation, in a scope (or below it): from low to just under high. */
  interval(relation: number, id: string, below: boolean): [low: number, high: number] {
    const { of, ends, before } = this.#relations[relation] as Numbered;
    const number = numberOf(of, id, true);
    return [before + number, before + ((below && ends[number]) || number + 1)];
  }

  /** Gives a resource its numbers, once, so that deciding about it needs no look-ups. */
  place(resource: Resource): PlacedResource {
    const keys = this.read(resource, undefined, true);
    if (this.#slab.length > SLAB) this.#slab = [];
    const slab = this.#slab;
    const start = slab.length;
    for (let i = 0, key; (key = keys[i]); i++) slab.push(key);
    slab.push(0);
    return new PlacedResource(resource, this, slab, start);
  }

  /**
   * The keys of a resource, good until the next call. A scope without a number is left out, since nobody holds
   * anything there, unless it is to be given one.
   */
  read(
    { type, id, owner, within }: Resource,
    relations = this.policy.types.get(type) ?? [],
    give = false,
  ): Keys {
    const keys = this.#scratch;
    let count = 0;
    for (const relation of relations) {
      const { name, scopeType, of, before } = this.#relations[relation] as Numbered;
      const ids = scopeType ? within?.[name] : undefined;
      const length = !scopeType ? 1 : Array.isArray(ids) ? ids.length : 0;
      for (let i = 0; i < length; i++) {
        const number = numberOf(of, (ids ? ids[i] : name === 'self' ? id : owner) as string, give);
        if (number >= 0) keys[count++] = before + number;
      }
    }
    keys[count] = 1;
    keys[count + 1] = 0;
    return keys;
  }
}

/** The number of a scope; −1 if it has none, unless it is to be given one. */
function numberOf(of: Map<string, number>, id: string, give: boolean): number {
  // no more than SCOPES, since a Map holds no more
  if (give && !of.has(id)) of.set(id, of.size);
  return of.get(id) ?? -1;
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

/** Is a scope one of these of its type, or below one? Apart from `Places`, since deciding does without. */
export function isIn(
  places: Places,
  { type, id }: { readonly type: string; readonly id: string },
  ids: readonly string[],
  below: boolean,
): boolean {
  const relation = places.policy.relations.findIndex(({ scopeType }) => scopeType === type);
  if (ids.includes(id) || relation < 0 || !below) return ids.includes(id);
  const [at] = places.interval(relation, id, false);
  return ids.some((one) => {
    const [low, high] = places.interval(relation, one, true);
    return at >= low && at < high;
  });
}
