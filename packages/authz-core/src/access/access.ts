import { EVERYTHING, OWNER } from '../policy/compile-policy.js';
import type { AreaDocument, Permission, Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Resource, Settings } from '../vocabulary.js';
import { BITS, compileRows, EXCEPT, HIGH, LOW, type Rows } from './compile.js';
import { refusal, type Decision, type Missing, type Reason } from './decision.js';
import { filterOf, type Filter } from './filter.js';
import { PlacedResource, Places, type Keys } from './places.js';
import { eachLine, lieIn, settingsAre, throughWhich } from './reach.js';

/** A permission's id, or its token: the look-up done once, and the faster question. */
export type PermissionLike = string | Permission;

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
export function openAccess(policy: Policy, snapshot: Snapshot, options: OpenOptions): Access {
  let code: Missing['code'] = 'malformed-snapshot';
  try {
    if (snapshot.site && snapshot.subject.id) {
      const fault =
        snapshot.policy !== policy.id
          ? 'other-policy'
          : options.now < snapshot.expires
            ? undefined
            : 'expired';
      if (!fault) return new Access(policy, snapshot, options);
      code = fault;
    }
  } catch {
    // what it was read from is no snapshot
  }
  return new Access(policy, CLOSED, { now: options.now }, code);
}

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
export class Access {
  readonly #places: Places;
  readonly #packed: Rows['packed'];
  readonly #excepted: Rows['excepted'];
  readonly #words: number;
  readonly #now: number;
  readonly #closed: Missing['code'] | undefined;

  constructor(
    readonly policy: Policy,
    readonly snapshot: Snapshot,
    { now, places }: OpenOptions,
    closed?: Missing['code'],
  ) {
    this.#places =
      places?.policy === policy && places.site === snapshot.site
        ? places
        : new Places(policy, snapshot.site, snapshot.groups);
    const { packed, excepted } = compileRows(policy, snapshot, this.#places, now);
    this.#packed = packed;
    this.#excepted = excepted;
    this.#words = policy.words;
    this.#now = now;
    this.#closed = closed;
  }

  /** May they? An unknown permission or type, another site or a resource that is missing: no. Allocates nothing. */
  can(permission: PermissionLike, resource?: Resource): boolean {
    try {
      const { policy } = this;
      const token = typeof permission === 'string' ? policy.permissions.get(permission) : permission;
      if (token?.policy !== policy) return false;
      if (token.allOf !== undefined) {
        for (const part of token.allOf) if (!this.can(part, resource)) return false;
        return true;
      }
      const { word, bit, type } = token;
      const places = this.#places;
      const placed = resource instanceof PlacedResource && resource.places === places;
      if ((placed ? resource.typeIndex : this.#typeOf(resource)) !== type) return false;
      const packed = this.#packed;
      if (((packed[word] as number) & bit) !== 0) return true;
      if (resource === undefined) return false;
      const keys = placed ? resource.keys : places.read(resource);
      const stride = BITS + this.#words;
      for (let at = this.#words; at < packed.length; at += stride) {
        if (((packed[at + BITS + word] as number) & bit) === 0) continue;
        const low = packed[at + LOW] as number;
        const high = packed[at + HIGH] as number;
        for (let i = 0, key: number; (key = keys[i] as number) !== 0; i++) {
          if (key >= low && key < high && !this.#isExcepted(packed[at + EXCEPT] as number, keys)) return true;
        }
      }
    } catch {
      // what a host hands over may do anything when read
    }
    return false;
  }

  #isExcepted(number: number, keys: Keys): boolean {
    return number !== 0 && lieIn(keys, this.#excepted[number - 1] as readonly number[]);
  }

  /** The number of a resource's type; without a resource the site is meant. */
  #typeOf(resource: Resource | undefined): number {
    if (resource !== undefined && resource.site !== this.snapshot.site) return -2;
    return this.policy.types.get(resource === undefined ? 'site' : resource.type)?.index ?? -2;
  }

  /** The same answer as `can`, with its reasons, or what is missing. */
  decide(permission: PermissionLike, resource?: Resource): Decision {
    const token = this.#tokenOf(permission);
    const id = typeof permission === 'string' ? permission : token.id;
    try {
      if (this.can(token, resource)) {
        return { allowed: true, reasons: this.#reasonsFor(token, resource), missing: [] };
      }
      const code = this.#refusalOf(token, resource);
      if (code) return refusal(id, code, []);
      const lacking = (token.allOf ?? [token]).filter((part) => !this.can(part, resource));
      const missing = lacking.map((part): Missing => ({
        permission: part.id,
        code: 'not-granted',
        roles: this.#rolesThatGive(part),
      }));
      return { allowed: false, reasons: [], missing };
    } catch {
      return refusal(id, 'malformed-resource', []);
    }
  }

  #tokenOf(permission: PermissionLike): Permission {
    const { policy } = this;
    if (typeof permission === 'string') return policy.permission(permission);
    return permission?.policy === policy ? permission : policy.permission('');
  }

  /** Why a question cannot even be asked, or `undefined`. */
  #refusalOf(token: Permission, resource: Resource | undefined): Missing['code'] | undefined {
    if (this.#closed) return this.#closed;
    if (token.type < 0) return 'unknown-permission';
    const index = this.#typeOf(resource);
    if (index === token.type) return undefined;
    if (resource === undefined) return 'resource-missing';
    if (resource.site !== this.snapshot.site) return 'other-site';
    return index < 0 ? 'unknown-type' : 'other-type';
  }

  #reasonsFor(token: Permission, resource: Resource | undefined): Reason[] {
    const keys = resource && this.#places.place(resource).keys;
    const reasons: Reason[] = [];
    eachLine(this.policy, this.snapshot, this.#now, (line) => {
      const { relation, assignment, scopeType } = line;
      const through = relation !== EVERYTHING && keys ? throughWhich(line, keys, this.#places)[0] : undefined;
      if (relation !== EVERYTHING && through === undefined) return;
      for (const { id: permission, word, bit } of token.allOf ?? [token]) {
        if (!((line.bits[word] as number) & bit)) continue;
        const reason = { permission, role: line.role.id, assignment };
        const scope = relation > OWNER && through !== undefined && { type: scopeType, id: through };
        reasons.push(scope ? { ...reason, scope } : reason);
      }
    });
    return reasons;
  }

  #rolesThatGive({ word, bit }: Permission): string[] {
    return [...this.policy.roles.values()]
      .filter(({ lines }) =>
        lines.some(
          ({ bits, when }) =>
            (bits[word] as number) & bit && settingsAre(when, this.policy, this.snapshot.settings),
        ),
      )
      .map(({ id }) => id);
  }

  /** Is there any resource they may at all? For menus. */
  anywhere(permission: PermissionLike): boolean {
    return this.filter(permission).kind !== 'nothing';
  }

  /** Which resources of the permission's type they may, as data for memory and SQL. */
  filter(permission: PermissionLike): Filter {
    return filterOf(this.policy, this.snapshot, this.#now, this.#tokenOf(permission));
  }

  /** Gives a resource its numbers, so that `can` about it looks nothing up. */
  place(resource: Resource): PlacedResource {
    return this.#places.place(resource);
  }

  /** The next moment at which an answer may change: open the snapshot anew then. Milliseconds since 1970. */
  get changesAt(): number {
    const { assignments, expires } = this.snapshot;
    const times = assignments.flatMap(({ from = expires, until = expires }) => [from, until]);
    return Math.min(expires, ...times.filter((time) => time > this.#now));
  }

  /** The areas in which Editor and Viewer are told apart while the settings are as they are (EV-01). */
  get areas(): readonly Area[] {
    return Object.entries(this.policy.document.areas ?? {})
      .filter(([, { when }]) => settingsAre(when, this.policy, this.snapshot.settings))
      .map(([id, area]) => ({ id, ...area }));
  }

  /** The settings, the policy's defaults filled in. */
  get settings(): Settings {
    const defaults = Object.entries(this.policy.document.settings ?? {});
    return {
      ...Object.fromEntries(defaults.map(([id, { byDefault }]) => [id, byDefault])),
      ...this.snapshot.settings,
    };
  }
}
