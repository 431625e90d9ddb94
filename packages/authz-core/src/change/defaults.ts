import { areSo } from '../access/reach.js';
import type { DefaultDocument, Policy } from '../policy/policy.js';
import type { Assignment, Settings } from '../vocabulary.js';

/** Something that happened: who caused it, whom it is about, and at which scopes, by their type. */
export interface Happening {
  readonly name: string;
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  readonly scopes?: Readonly<Record<string, string>> | undefined;
  /** What the site's settings are; the policy's defaults otherwise. */
  readonly settings?: Settings | undefined;
}

/** What the caller knows: only what a default of the policy speaks of is asked. */
export interface Directory {
  /** Everybody who holds a role now. */
  holders(role: string): Iterable<string>;
  /** Everybody who is a member of a scope. */
  members(scopeType: string, id: string): Iterable<string>;
  /** The scopes of a type that belong to another scope: the courses of a group. */
  scopesOf(scopeType: string, of: string, id: string): Iterable<string>;
}

/** A role that somebody gets. */
export interface GivenRole {
  readonly person: string;
  readonly assignment: Assignment;
}

/** What an event brings by itself, as the policy says it. */
export const defaultsOn = (policy: Policy, event: string): readonly DefaultDocument[] =>
  policy.document.defaults.filter(({ on }) => on === event);

/**
 * The roles that an event brings by itself, and to whom (EV-02, EV-16, EV-17, SG-08, SG-09, SG-14, GL-10). Nobody gets
 * the same role at the same scope twice.
 */
export function resolveDefaults(policy: Policy, event: Happening, directory: Directory): GivenRole[] {
  const settings = { ...policy.settings, ...event.settings };
  const given = new Map<string, GivenRole>();
  for (const one of defaultsOn(policy, event.name)) {
    if (!areSo(one.when, settings)) continue;
    const { give, source, at } = one;
    const scopes = scopesOf(one, event, directory);
    for (const person of peopleOf(one, event, directory)) {
      for (const role of give) {
        if (scopes?.length === 0) continue;
        const assignment = { role, ...(scopes ? { scopes: { [at]: scopes } } : {}), source };
        given.set(JSON.stringify([person, role, at, scopes]), { person, assignment });
      }
    }
  }
  return [...given.values()];
}

const some = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

function peopleOf({ to }: DefaultDocument, { actor, subject, scopes }: Happening, directory: Directory) {
  if (typeof to === 'string') return some(to === 'actor' ? actor : subject);
  if ('holders' in to) return directory.holders(to.holders);
  return some(scopes?.[to.members]).flatMap((id) => [...directory.members(to.members, id)]);
}

/** The ids of the scopes at which it is given; `undefined` for the site. */
function scopesOf({ at, of }: DefaultDocument, { scopes }: Happening, directory: Directory) {
  if (at === 'site') return undefined;
  return of === undefined
    ? some(scopes?.[at])
    : some(scopes?.[of]).flatMap((id) => [...directory.scopesOf(at, of, id)]);
}

/** The role a person has in a slot when none is given (SG-05, LR-01). */
export const defaultRoleOf = (policy: Policy, slot: string): string | undefined =>
  [...policy.roles.values()].find((role) => role.slot === slot && role.byDefault)?.id;
