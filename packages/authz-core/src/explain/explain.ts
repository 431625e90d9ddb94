import type { Decision, Missing, Reason } from '../access/decision.js';
import type { Policy } from '../policy/policy.js';
import type { Assignment } from '../vocabulary.js';
import { english, type Messages } from './english.js';
import { tellerOf, type Teller } from './teller.js';

/** How `explain` speaks. */
export interface ExplainOptions {
  /** What to say instead of the English, all of it or some. */
  readonly messages?: Partial<Messages>;
  /**
   * What something is called: of a `person`, `permission`, `role`, `setting`, `type`, or of a scope type. Nothing: its
   * label in the policy, or its id.
   */
  readonly nameOf?: (kind: string, id: string) => string | undefined;
  /** A time, in milliseconds since 1970, as people write it. */
  readonly timeOf?: (time: number) => string;
  /** The ids of people who could give one of these assignments, such as `whoMayGive` finds them. */
  readonly grantors?: (supply: readonly Assignment[]) => readonly string[];
}

/**
 * Says a decision in sentences for people: through which role, where, until when; or what is missing, what it
 * takes, and who could give it. The decision of `why` says more than that of `decide`. Plain text, never markup: put it
 * on a page as text.
 */
export function explain(policy: Policy, decision: Decision, options: ExplainOptions = {}): string[] {
  const teller = tellerOf(policy, { ...english, ...options.messages }, options);
  const sentences = decision.allowed
    ? decision.reasons.flatMap((reason) => allowed(reason, teller))
    : decision.missing.flatMap((missing) => [
        refused(missing, policy, teller),
        ...takes(missing, teller),
        ...ask(missing, teller, options),
      ]);
  return [...new Set(sentences)];
}

function allowed({ permission, role, assignment, ...reason }: Reason, teller: Teller): string[] {
  const { say, name, list, time } = teller;
  const { scope, inherited, and = [], via, second } = reason;
  const nameOf = ({ type, id }: { readonly type: string; readonly id: string }) => name(type, id);
  const scopes = scope ? list('in-both', [scope, ...and].map(nameOf)) : '';
  const where = !scope ? 'where.site' : inherited ? 'where.inherited' : 'where.scope';
  return [
    say('allowed', {
      permission: name('permission', permission),
      role: name('role', role),
      where: say(where, { scope: scopes, inherited: inherited ? nameOf(inherited) : '' }),
    }),
    ...(via ? [say('via', { role: name('role', via.role) })] : []),
    ...(second ? [say('second', { scope: nameOf(second) })] : []),
    ...(assignment.givenBy === undefined
      ? []
      : [say('given-by', { person: name('person', assignment.givenBy) })]),
    ...(assignment.until === undefined ? [] : [say('until', { time: time(assignment.until) })]),
  ];
}

/** Why not, in one sentence. */
function refused(missing: Missing, policy: Policy, teller: Teller): string {
  const { code, assignment, roles, settings = {}, requires = [] } = missing;
  const { say, name, list, time } = teller;
  const named = (kind: string, ids: readonly string[]) => ids.map((id) => name(kind, id));
  const permission = name('permission', missing.permission);
  const role = name('role', assignment?.role ?? '');
  switch (code) {
    case 'held-elsewhere':
      return heldElsewhere(missing, policy, teller);
    case 'ended':
      return say(code, { permission, role, time: time(assignment?.until) });
    case 'not-begun':
      return say(code, { permission, role, time: time(assignment?.from) });
    case 'setting-off': {
      const states = Object.entries(settings).map(([id, on]) =>
        say(on ? 'setting.on' : 'setting.off', { setting: name('setting', id) }),
      );
      return say(code, { permission, settings: list('and', states) });
    }
    case 'may-not-hold': {
      if (!assignment) return say('may-not-be-given', { roles: list('or', named('role', roles)) });
      const others = policy.roles.get(assignment.role)?.mayHold ?? [];
      return say(code, { role, roles: list('or', named('role', others)) });
    }
    case 'requirement-missing':
      return say(code, {
        permission,
        role,
        permissions: list(
          'and',
          named('permission', requires).map((one) => `“${one}”`),
        ),
      });
    default:
      return Object.hasOwn(english, code)
        ? say(code as keyof Messages, { permission, role })
        : say('unanswerable', { permission, code });
  }
}

function heldElsewhere(missing: Missing, { document }: Policy, { say, name, list }: Teller): string {
  const { elsewhere = [], half, permission: id } = missing;
  const permission = name('permission', id);
  const places = elsewhere.map((one) =>
    typeof one === 'string' ? say(`place.${one}`, {}) : say('place.scope', { scope: name(one.type, one.id) }),
  );
  if (places.length === 0) return say('not-granted', { permission });
  const { on = '', for: other = '' } = document.permissions[id] ?? {};
  return say(half ? `held-elsewhere.${half}` : 'held-elsewhere', {
    permission,
    places: list('or', places),
    first: name('type', on),
    second: name('type', other),
  });
}

/** The codes to which the way on is to hold a role. */
const SUPPLIED: readonly Missing['code'][] = [
  'not-granted',
  'held-elsewhere',
  'ended',
  'not-begun',
  'setting-off',
  'excepted',
  'requirement-missing',
];

/** Which roles would do, and where each would have to be held. */
function takes({ code, roles, supply }: Missing, { say, name, list }: Teller): string[] {
  if (!SUPPLIED.includes(code)) return [];
  const ways = roles.map((id) => {
    const role = name('role', id);
    const held = supply?.filter((one) => one.role === id) ?? [];
    const scopes = held.flatMap((one) => (one.scopes ? [scopesOf(one)] : []));
    if (scopes.length === 0) return supply ? say('way.site', { role }) : role;
    return say(scopes.length < held.length ? 'way.both' : 'way.scopes', { role, scopes: list('or', scopes) });
  });
  const isFirst = code === 'not-granted' || code === 'held-elsewhere';
  if (ways.length > 0) return [say(isFirst ? 'takes' : 'takes-else', { ways: list('or', ways) })];
  return code === 'not-granted' ? [say('takes-nothing-there-is', {})] : [];

  function scopesOf({ scopes = {} }: Assignment): string {
    return list(
      'in-both',
      Object.entries(scopes).flatMap(([type, ids]) => ids.map((id) => name(type, id))),
    );
  }
}

function ask({ supply = [] }: Missing, { say, name, list }: Teller, { grantors }: ExplainOptions): string[] {
  const people = supply.length > 0 ? (grantors?.(supply) ?? []) : [];
  if (people.length === 0) return [];
  return [
    say('ask', {
      people: list(
        'or',
        [...new Set(people)].map((id) => name('person', id)),
      ),
    }),
  ];
}
