import type { Policy, Relation } from '../policy/policy.js';
import type { GroupAtDepth } from '../snapshot/snapshot.js';
import type { Resource } from '../vocabulary.js';
import { store } from './slab.js';

/**
 * Every way a resource lies in a scope, each as one integer: the relation's number, and in the low 24 bits the
 * scope's, from 1. 30 bits in all keep them small integers in every engine. Then a 1, since it lies on the site, and
 * a 0 that ends them.
 */
export type Keys = readonly number[] | Int32Array;
const SCOPES = 1 << 24;

/** The number of the relation that a key tells of. */
export const relationOf = (key: number): number => (key - 1) >> 24;

/** A resource with its numbers: what `Access.can` reads without looking anything up. Made by `Places.place`. */
export class PlacedResource implements Resource {
  // read first, and hidden: a copy has no numbers, so that it is read anew
  readonly #places: Places | undefined;
  readonly #keys: Int32Array;
  readonly #start: number;
  readonly type: string;
  readonly site: string;
  readonly id: string;
  readonly within?: Resource['within'] & {};
  readonly owner?: string;

  constructor({ site, type, id, within, owner }: Resource, places: Places, keys: Keys) {
    const { slab, start } = store(keys);
    // none where it is of another site: then it is read anew, and refused
    this.#places = site === places.site ? places : undefined;
    this.#keys = slab;
    this.#start = start;
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

  /** Where its keys are, among others'. */
  get keys(): Int32Array {
    return this.#keys;
  }

  /** Where they begin. */
  get start(): number {
    return this.#start;
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
  /** Where keys are put, over and over, so that `can` allocates nothing. */
  #scratch = new Int32Array(64);

  constructor(
    readonly policy: Policy,
    readonly site: string,
    groups: readonly GroupAtDepth[],
  ) {
    const types = new Map<string, Numbers>();
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
    return new PlacedResource(resource, this, keys.subarray(0, keys.indexOf(0) + 1));
  }

  /**
   * The keys of a resource, good until the next call. A scope without a number is left out, since nobody holds
   * anything there, unless it is to be given one.
   */
  read(resource: Resource, relations = this.policy.types.get(resource.type) ?? [], give = false): Int32Array {
    let count = 0;
    for (const relation of relations) count = this.#add(count, resource, relation, give);
    return this.#end(this.#add(count, resource, 0, false));
  }

  /** The keys of a resource by one relation, good until the next call. */
  readBy(relation: number, resource: Resource): Int32Array {
    return this.#end(this.#add(0, resource, relation, false));
  }

  #add(count: number, { id, owner, within }: Resource, relation: number, give: boolean): number {
    const { name, scopeType, of, before } = this.#relations[relation] as Numbered;
    if (!scopeType) {
      const number = numberOf(of, relation === 0 ? '' : name === 'self' ? id : (owner as string), give);
      if (number >= 0) this.#scratch[count++] = before + number;
      return count;
    }
    const ids = within?.[name];
    if (!Array.isArray(ids)) return count;
    // room for these, the site and the end
    if (count + ids.length + 2 > this.#scratch.length) {
      const small = this.#scratch;
      this.#scratch = new Int32Array(2 * (count + ids.length));
      this.#scratch.set(small);
    }
    for (let i = 0; i < ids.length; i++) {
      const number = numberOf(of, ids[i] as string, give);
      if (number >= 0) this.#scratch[count++] = before + number;
    }
    return count;
  }

  #end(count: number): Int32Array {
    this.#scratch[count] = 0;
    return this.#scratch;
  }
}

/** The number of a scope; −1 if it has none, unless it is to be given one. */
function numberOf(of: Map<string, number>, id: string, give: boolean): number {
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
