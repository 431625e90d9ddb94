import type { AreaDocument, Permission, Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Resource, Settings } from '../vocabulary.js';
import { BITS, HIGH, LOW, MORE, packLines, ROW, type More, type Rows } from './compile.js';
import type { Decision, Missing, Reason } from './decision.js';
import { filterOf, type Filter, type FilterOptions } from './filter.js';
import { PlacedResource, Places, relationOf, type Keys } from './places.js';
import { areSo, giving, lies, linesOf, meet, throughWhich, type Line } from './reach.js';

/** A permission's id, or its token: the look-up done once, and the faster question. */
export type PermissionLike<P extends string = string> = P | Permission<P>;

/** What a question is about beside the resource. */
export interface Pair {
  /** The second resource of a permission about two. Where one is asked for and missing: no. */
  readonly for?: Resource | undefined;
}

/** Options of `openAccess`. */
export interface OpenOptions {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  /** Numbers shared with other accesses of the site; made from the snapshot's groups otherwise. */
  readonly places?: Places;
}

/** An area whose levels are told apart now, with its id. */
export interface Area extends AreaDocument {
  readonly id: string;
}

/**
 * Opens what one person may do on one site at one moment. Never throws: a snapshot of another policy, an expired or
 * a malformed one gives an access that refuses everything.
 */
export function openAccess<P extends string>(
  policy: Policy<P>,
  snapshot: Snapshot,
  options: OpenOptions,
): Access<P> {
  const closed = (code: Missing['code']) => new Access(policy, CLOSED, options, code);
  try {
    if (snapshot.site && snapshot.subject.id) {
      if (snapshot.policy !== policy.id) return closed('other-policy');
      if (!(options.now < snapshot.expires)) return closed('expired');
      return new Access(policy, snapshot, options);
    }
  } catch {
    // what was read is no snapshot
  }
  return closed('malformed-snapshot');
}

const NONE: Keys = [];

const CLOSED: Snapshot = {
  site: '',
  policy: '',
  subject: { id: '' },
  settings: {},
  groups: [],
  assignments: [],
  expires: 0,
};

/** What one person may do. A class, since a shared prototype keeps `can` one compiled function for everybody. */
export class Access<P extends string = string> {
  // what `can` reads comes first: it is in the cache together
  readonly #rows: Int32Array;
  readonly #start: number;
  /** What is asked about when no resource is given. */
  readonly #root: Resource;
  readonly #more: Rows['more'];
  readonly #lines: readonly Line[];
  /** The numbers of the scopes. */
  readonly places: Places;
  /** The moment it was opened for. Milliseconds since 1970. */
  readonly now: number;
  /** The settings, the policy's defaults filled in. */
  readonly settings: Settings;

  constructor(
    readonly policy: Policy<P>,
    readonly snapshot: Snapshot,
    { now, places }: OpenOptions,
    /** Why everything is refused, whatever is asked; or `undefined`. */
    readonly fault?: Missing['code'],
  ) {
    this.places =
      places?.policy === policy && places.site === snapshot.site
        ? places
        : new Places(policy, snapshot.site, snapshot.groups);
    this.now = now;
    this.#root = { site: snapshot.site, type: 'site', id: snapshot.site };
    this.settings = { ...policy.settings, ...snapshot.settings };
    this.#lines = linesOf(policy, snapshot, this.settings, now);
    ({ slab: this.#rows, start: this.#start, more: this.#more } = packLines(this.#lines, this.places));
  }

  /**
   * May they? An unknown permission or type, another site, a resource or a second one that is missing: no.
   * Allocates nothing.
   */
  can(permission: PermissionLike<P>, resource: Resource = this.#root, pair?: Pair): boolean {
    try {
      const places = this.places;
      const token = typeof permission === 'string' ? places.policy.permissions.get(permission) : permission;
      if (token?.policy !== places.policy) return false;
      if (token.allOf) {
        for (const part of token.allOf) if (!this.can(part as Permission<P>, resource, pair)) return false;
        return true;
      }
      const second = pair?.for;
      if (resource.type !== token.type || (second ? second.type : '') !== token.second) return false;
      const isPlaced = PlacedResource.isOf(resource, places);
      if (!isPlaced && resource.site !== places.site) return false;
      if (second && second.site !== places.site) return false;
      let keys = isPlaced ? resource.keys : NONE;
      const from = isPlaced ? resource.start : 0;
      let read = -1;
      const rows = this.#rows;
      const { word, bit } = token;
      const end = rows[this.#start + word + 1] as number;
      for (let at = rows[this.#start + word] as number; at < end; at += ROW) {
        if (!((rows[at + BITS] as number) & bit)) continue;
        const low = rows[at + LOW] as number;
        const high = rows[at + HIGH] as number;
        const relation = relationOf(low);
        if (!isPlaced && relation !== read) keys = places.read(resource, places.alone[(read = relation)]);
        for (let i = from, key; (key = keys[i]); i++) {
          if (key < low || key >= high) continue;
          const more = rows[at + MORE] as number;
          if (more === 0 || this.#meets(more, token, resource, second)) return true;
          read = -1;
          break;
        }
      }
    } catch {
      // what a host hands over may do anything when read
    }
    return false;
  }

  #meets(
    number: number,
    { relations, secondRelations }: Permission,
    resource: Resource,
    other: Resource | undefined,
  ): boolean {
    const { all, second } = this.#more[number - 1] as More;
    return (
      this.#lies(resource, all, relations) &&
      (!second || !other || this.#lies(other, second, secondRelations))
    );
  }

  #lies(resource: Resource, conditions: More['all'], relations: Permission['relations']): boolean {
    const places = this.places;
    return PlacedResource.isOf(resource, places)
      ? meet(conditions, resource.keys, resource.start)
      : meet(conditions, places.read(resource, relations), 0);
  }

  /** The same answer as `can`, with its reasons, or what is missing. `why` says more. */
  decide(permission: PermissionLike<P>, resource: Resource = this.#root, pair?: Pair): Decision {
    const token = this.#tokenOf(permission);
    const parts = token.allOf ?? [token];
    const lacking = parts.filter((part) => !this.can(part as Permission<P>, resource, pair));
    const isLacking = lacking.length > 0;
    const fault = isLacking && this.#faultOf(token, resource, pair?.for);
    return {
      allowed: !isLacking,
      reasons: isLacking ? [] : parts.flatMap((part) => this.#reasonsFor(part, resource, pair?.for)),
      missing: (fault ? [token] : lacking).map((part) => ({
        permission: part.id,
        code: fault || 'not-granted',
        roles: fault ? [] : this.#rolesThatGive(part),
      })),
    };
  }

  #tokenOf(permission: PermissionLike<P>): Permission {
    const { policy } = this;
    if (typeof permission === 'string') return policy.permission(permission);
    return permission?.policy === policy ? permission : (policy as Policy).permission('');
  }

  /** Why a question cannot even be asked, or `undefined`. */
  #faultOf(
    { type, second }: Permission,
    resource: Resource,
    other: Resource | undefined,
  ): Missing['code'] | undefined {
    try {
      if (this.fault) return this.fault;
      if (!type) return 'unknown-permission';
      const { site } = this.places;
      if (resource.site !== site || (other && other.site !== site)) return 'other-site';
      const isOfType = resource.type === type;
      if (isOfType && (other ? other.type : '') === second) return undefined;
      if (isOfType ? !other : resource === this.#root) return 'resource-missing';
      return this.policy.types.has(resource.type) ? 'other-type' : 'unknown-type';
    } catch {
      return 'malformed-resource';
    }
  }

  #reasonsFor(part: Permission, resource: Resource, second: Resource | undefined): Reason[] {
    const places = this.places;
    return giving(this.#lines, part)
      .filter(
        ({ all, second: other = [] }) =>
          lies(resource, all, places) && (!second || lies(second, other, places)),
      )
      .map(({ role, assignment, all }) => {
        const literal = all.find(({ kind }) => kind === 'in');
        const reason = { permission: part.id, role: role.id, assignment };
        if (!literal) return reason;
        const [id] = throughWhich(resource, literal, places);
        return { ...reason, scope: { type: literal.scopeType, id: id as string } };
      });
  }

  #rolesThatGive(part: Permission): string[] {
    return [...this.policy.roles.values()]
      .filter(({ lines }) => giving(lines, part).some(({ when }) => areSo(when, this.settings)))
      .map(({ id }) => id);
  }

  /** Is there any resource they may at all? For menus. */
  anywhere(permission: PermissionLike<P>): boolean {
    return this.filter(permission).kind !== 'nothing';
  }

  /**
   * Which resources of the permission's type they may, as data for memory and SQL. Of a permission about two: which
   * first ones with this second one (`for`), which second ones with this first one (`of`), or which pairs.
   */
  filter(permission: PermissionLike<P>, options: FilterOptions = {}): Filter {
    return filterOf(this.#lines, this.#tokenOf(permission), options, this.places);
  }

  /** Gives a resource its numbers, so that `can` about it looks nothing up. */
  place(resource: Resource): PlacedResource {
    return this.places.place(resource);
  }

  /**
   * What holds at a moment, line by line: for delegation, effective access and the like.
   * @param settings none: the lines of every setting, whatever they are now.
   */
  linesAt(now: number, settings?: Settings): readonly Line[] {
    return this.fault ? [] : linesOf(this.policy, this.snapshot, settings, now);
  }

  /** The next moment at which an answer may change: open the snapshot anew then. Milliseconds since 1970. */
  get changesAt(): number {
    const { assignments, expires } = this.snapshot;
    const times = assignments.flatMap(({ from = expires, until = expires }) => [from, until]);
    return Math.min(expires, ...times.filter((time) => time > this.now));
  }

  /** The areas in which Editor and Viewer are told apart while the settings are as they are (EV-01). */
  get areas(): readonly Area[] {
    return Object.entries(this.policy.document.areas)
      .filter(([, { when }]) => areSo(when, this.settings))
      .map(([id, area]) => ({ id, ...area }));
  }
}
