import { OWNER, SELF } from '../policy/define-policy.js';
import type { AreaDocument, Permission, Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import type { Resource, Settings } from '../vocabulary.js';
import { compileLines, EXCEPT, HIGH, LOW, type Lines } from './compile.js';
import { refusal, type Decision, type Missing, type Reason } from './decision.js';
import { filterOf, type Filter } from './filter.js';
import { PlacedResource, Places, relationOf, scopeOf } from './places.js';
import { changesAt, settingsAre } from './reach.js';

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
export function openAccess(policy: Policy, snapshot: Snapshot, { now, places }: OpenOptions): Access {
  const code = faultOf(policy, snapshot, now);
  if (code) return new Access(policy, CLOSED, { now, code });
  try {
    return new Access(policy, snapshot, { now, ...(places ? { places } : {}) });
  } catch {
    return new Access(policy, CLOSED, { now, code: 'malformed-snapshot' });
  }
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

function faultOf(policy: Policy, snapshot: Snapshot | undefined, now: number): Missing['code'] | undefined {
  if (!Array.isArray(snapshot?.assignments) || typeof snapshot.site !== 'string' || !snapshot.site) {
    return 'malformed-snapshot';
  }
  if (snapshot.policy !== policy.id) return 'other-policy';
  return now < snapshot.expires ? undefined : 'expired';
}

/** What one person may do. A class, since a shared prototype keeps `can` one compiled function for everybody. */
export class Access {
  readonly #lines: Lines;
  readonly #places: Places;
  readonly #now: number;
  readonly #code: Missing['code'] | undefined;

  constructor(
    readonly policy: Policy,
    readonly snapshot: Snapshot,
    { now, places, code }: OpenOptions & { readonly code?: Missing['code'] },
  ) {
    this.#now = now;
    this.#code = code;
    this.#places =
      places?.policy === policy && places.site === snapshot.site
        ? places
        : new Places(policy, snapshot.site, snapshot.groups);
    this.#lines = compileLines(policy, snapshot, this.#places, now);
  }

  /** May they? An unknown permission or type, another site or a resource that is missing: no. Allocates nothing. */
  can(permission: PermissionLike, resource?: Resource): boolean {
    const token = typeof permission === 'string' ? this.policy.permission(permission) : permission;
    if (token?.policy !== this.policy) return false;
    if (!(resource instanceof PlacedResource) || resource.places !== this.#places)
      return this.#canPlain(token, resource);
    if (resource.typeIndex !== token.type) return false;
    if (token.allOf !== undefined) return token.allOf.every((part) => this.can(part, resource));
    const { packed, stride } = this.#lines;
    const { word, bit } = token;
    if (((packed[word] as number) & bit) !== 0) return true;
    const { keys } = resource;
    const last = keys.length;
    for (let at = this.policy.words, end = packed.length; at < end; at += stride) {
      if (((packed[at + 3 + word] as number) & bit) === 0) continue;
      const low = packed[at + LOW] as number;
      const high = packed[at + HIGH] as number;
      for (let i = 0; i < last; i++) {
        const key = keys[i] as number;
        if (key >= low && key < high && (packed[at + EXCEPT] === 0 || !this.#isExcepted(at, resource)))
          return true;
      }
    }
    return false;
  }

  /** The same for a resource without numbers: ids are looked up line by line. */
  #canPlain(token: Permission, resource: Resource | undefined): boolean {
    try {
      if (this.#refusalOf(token, resource)) return false;
      if (token.allOf !== undefined) return token.allOf.every((part) => this.#canPlain(part, resource));
      const { packed, stride } = this.#lines;
      if (((packed[token.word] as number) & token.bit) !== 0) return true;
      if (resource === undefined) return false;
      for (let at = this.policy.words; at < packed.length; at += stride) {
        if (((packed[at + 3 + token.word] as number) & token.bit) !== 0 && this.#reaches(at, resource))
          return true;
      }
    } catch {
      // what a host hands over may do anything when read
    }
    return false;
  }

  #reaches(at: number, resource: Resource): boolean {
    const { packed } = this.#lines;
    return (
      this.#touches(packed[at + LOW] as number, packed[at + HIGH] as number, resource) &&
      (packed[at + EXCEPT] === 0 || !this.#isExcepted(at, resource))
    );
  }

  /** Does the resource lie, by the interval's relation, in one of its scopes? */
  #touches(low: number, high: number, resource: Resource): boolean {
    const relation = relationOf(low);
    if (relation === SELF) return resource.type === 'user' && resource.id === this.snapshot.subject.id;
    if (relation === OWNER) return resource.owner === this.snapshot.subject.id;
    const { name, scopeType } = this.policy.relations[relation] as { name: string; scopeType: string };
    const ids = resource.within?.[name];
    if (!Array.isArray(ids)) return false;
    const first = scopeOf(low);
    const size = high - low;
    for (const id of ids as readonly string[]) {
      const number = this.#places.find(scopeType, id);
      if (number !== undefined && number >= first && number < first + size) return true;
    }
    return false;
  }

  #isExcepted(at: number, resource: Resource): boolean {
    const intervals = this.#lines.excepts[(this.#lines.packed[at + EXCEPT] as number) - 1] ?? [];
    return intervals.some(([low, high]) => this.#touches(low, high, resource));
  }

  /** Why a question cannot even be asked, or `undefined`. */
  #refusalOf(token: Permission, resource: Resource | undefined): Missing['code'] | undefined {
    if (this.#code) return this.#code;
    if (token.type < 0) return 'unknown-permission';
    const type = resource === undefined ? 'site' : resource.type;
    if (resource !== undefined && resource.site !== this.snapshot.site) return 'other-site';
    const index = this.policy.types.get(type)?.index;
    if (index === undefined) return 'unknown-type';
    if (index !== token.type) return resource === undefined ? 'resource-missing' : 'other-type';
    return undefined;
  }

  /** The same answer as `can`, with its reasons, or what is missing. */
  decide(permission: PermissionLike, resource?: Resource): Decision {
    const token = typeof permission === 'string' ? this.policy.permission(permission) : permission;
    const id = typeof permission === 'string' ? permission : (token?.id ?? '');
    if (token?.policy !== this.policy) return refusal(id, 'unknown-permission', []);
    if (this.can(token, resource))
      return { allowed: true, reasons: this.#reasonsFor(token, resource), missing: [] };
    const code = this.#safely(() => this.#refusalOf(token, resource));
    if (code) return refusal(id, code, []);
    const lacking = (token.allOf ?? [token]).filter((part) => !this.can(part, resource));
    return {
      allowed: false,
      reasons: [],
      missing: lacking.map((part) => ({
        permission: part.id,
        code: 'not-granted',
        roles: this.#rolesThatGive(part),
      })),
    };
  }

  #safely<T>(read: () => T): T | 'malformed-resource' {
    try {
      return read();
    } catch {
      return 'malformed-resource';
    }
  }

  #reasonsFor(token: Permission, resource: Resource | undefined): Reason[] {
    const { packed, stride, origins } = this.#lines;
    const parts = token.allOf ?? [token];
    return origins.flatMap(({ assignment, role, line, ids, scopeType }, i) => {
      const at = this.policy.words + i * stride;
      const permission = parts.find(({ word, bit }) => ((line.bits[word] as number) & bit) !== 0);
      if (!permission) return [];
      if (line.reach === 'everything') return [{ permission: permission.id, role: role.id, assignment }];
      if (resource === undefined || !this.#reaches(at, resource) || packed.length <= at) return [];
      const [first] = ids;
      return [
        {
          permission: permission.id,
          role: role.id,
          assignment,
          ...(first === undefined ? {} : { scope: { type: scopeType, id: first } }),
        },
      ];
    });
  }

  #rolesThatGive({ word, bit }: Permission): string[] {
    return [...this.policy.roles.values()]
      .filter(({ lines }) =>
        lines.some(
          ({ bits, when }) =>
            ((bits[word] as number) & bit) !== 0 &&
            (!when || settingsAre(when, this.policy, this.snapshot.settings)),
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
    const token = typeof permission === 'string' ? this.policy.permission(permission) : permission;
    if (token?.policy !== this.policy) return { kind: 'nothing' };
    return filterOf(this.policy, this.snapshot, this.#now, token);
  }

  /** Gives a resource its numbers, so that `can` about it looks nothing up. */
  place(resource: Resource): PlacedResource {
    return this.#places.place(resource);
  }

  /** The next moment at which an answer may change: open the snapshot anew then. Milliseconds since 1970. */
  get changesAt(): number {
    return changesAt(this.snapshot, this.#now);
  }

  /** The areas in which Editor and Viewer are told apart while the settings are as they are (EV-01). */
  get areas(): readonly Area[] {
    return Object.entries(this.policy.document.areas ?? {})
      .filter(([, { when }]) => !when || settingsAre(when, this.policy, this.snapshot.settings))
      .map(([id, area]) => ({ id, ...area }));
  }

  /** The settings, the policy's defaults filled in. */
  get settings(): Settings {
    const defaults = Object.entries(this.policy.document.settings ?? {}).map(([id, { byDefault }]) => [
      id,
      byDefault,
    ]);
    return { ...(Object.fromEntries(defaults) as Settings), ...this.snapshot.settings };
  }
}
