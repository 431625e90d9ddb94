import { openAccess, type Access } from '../access/access.js';
import { filterOf, type Filter } from '../access/filter.js';
import type { Policy } from '../policy/policy.js';
import type { Snapshot } from '../snapshot/snapshot.js';
import { gained, linesIn, partsOf, type Lines } from './gained.js';

/** Somebody whose roles stay as they are, or what is true of them before and after. None: they are not there. */
export type PersonChange = Snapshot | { readonly before?: Snapshot; readonly after?: Snapshot };

/** A permission that somebody gains or loses, and where: of what the filter lets through, all that is new lies in it. */
export interface PermissionChange {
  readonly permission: string;
  readonly where: Filter;
}

/** What a change would do to one person. */
export interface PersonImpact {
  readonly subject: string;
  readonly gains: readonly PermissionChange[];
  readonly losses: readonly PermissionChange[];
}

/** What a change would do. */
export interface Impact {
  /** Those who gain or lose something, in the order in which they were given. */
  readonly people: readonly PersonImpact[];
  /** How many gain and lose each permission: `14 people gain, 3 lose “Delete a user”`. */
  readonly permissions: readonly {
    readonly permission: string;
    readonly gain: number;
    readonly lose: number;
  }[];
}

/**
 * Who would gain and who would lose what, when a policy's roles, or what people hold, are changed. Told from the
 * rules, not by going through resources, so it holds for those to come, too; as settings and assignments are at `now`.
 */
export function impact(
  before: Policy,
  after: Policy,
  people: Iterable<PersonChange>,
  { now }: { readonly now: number },
): Impact {
  const ids = partsOf(before, after);
  const isSameOrder = namesIn(before) === namesIn(after);
  const touched: PersonImpact[] = [];
  for (const person of people) {
    const [old, next] = 'site' in person ? [person, person] : [person.before, person.after];
    const [had, has] = [linesFor(before, old, now), linesFor(after, next, now)];
    // most people are not touched at all, and soon told
    if (isSameOrder && allSaid(had) === allSaid(has)) continue;
    const changes = (from: Lines, to: Lines): PermissionChange[] =>
      ids.flatMap((permission) => {
        const lines = gained(to, from, permission).map(({ line, ...atom }) => ({ ...line, ...atom }));
        const where = filterOf(lines, to.policy.permission(permission), {}, to.places);
        return where.kind === 'nothing' ? [] : [{ permission, where }];
      });
    const [gains, losses] = [changes(had, has), changes(has, had)];
    const subject = (next ?? old)?.subject.id ?? '';
    if (gains.length + losses.length > 0) touched.push({ subject, gains, losses });
  }
  const count = (side: 'gains' | 'losses', id: string) =>
    touched.filter((one) => one[side].some(({ permission }) => permission === id)).length;
  return {
    people: touched,
    permissions: ids
      .map((id) => ({ permission: id, gain: count('gains', id), lose: count('losses', id) }))
      .filter(({ gain, lose }) => gain + lose > 0),
  };
}

const namesIn = ({ permissions }: Policy): string => JSON.stringify([...permissions.keys()]);

/** Everything that lines say. The bits are those of permissions in the policy's order. */
const allSaid = ({ lines, says }: Lines): string =>
  JSON.stringify(lines.map((line) => [says.get(line), ...line.bits]));

/** What somebody has at a moment, whatever setting it hangs on. Under another policy they hold what they held. */
function linesFor(policy: Policy, snapshot: Snapshot | undefined, now: number): Lines {
  const access: Access = openAccess(policy, { ...(snapshot as Snapshot), policy: policy.id }, { now });
  const lines = access.linesAt(now, access.settings).map((line) => ({ ...line, when: undefined }));
  return linesIn(policy, access.places, lines);
}
