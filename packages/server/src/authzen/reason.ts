import { explain, why, type Access, type Decision, type Missing, type Resource } from '@provost/authz-core';
import type { ZodError } from 'zod';
import type { Call } from '../requests/call.js';
import { namesOf, type Named } from '../resources/names.js';
import type { AuthzenDecision } from './routes.js';

/** A question that was answered, of one person's access. */
export interface Answered {
  readonly access: Access;
  readonly permission: string;
  readonly resource: Resource;
  readonly second: Resource | undefined;
  readonly decision: Decision;
}

/** Why each was answered so: sentences for people, and what stands behind them for administrators. */
export async function inWords(call: Call, all: readonly Answered[]): Promise<AuthzenDecision['context'][]> {
  const decisions = all.map((one) => inFull(call, one));
  const names = await namesOf(call, decisions.flatMap(namedIn));
  return decisions.map((decision) => ({
    reason_user: explain(call.policy, decision, { nameOf: (kind, id) => names(kind, id) }).join(' '),
    reason_admin: decision.allowed ? { reasons: [...decision.reasons] } : { missing: [...decision.missing] },
  }));
}

/** How a refusal looks from near is for those to whom the resource is no secret. */
function inFull(
  { access: mine }: Call,
  { access, permission, resource, second, decision }: Answered,
): Decision {
  const sees = [...mine.policy.permissions.values()].some(
    (one) => one.type === resource.type && one.second === '' && mine.can(one, resource),
  );
  if (!decision.allowed && !sees) return decision;
  const full = why(access, permission, resource, second && { for: second });
  return { ...full, missing: full.missing.map((one) => withoutSecrets(mine, one)) };
}

/** Where a thing lies beside what the caller knows of is nobody's business: other groups of a person, say. */
function withoutSecrets({ snapshot }: Access, { supply, ...missing }: Missing): Missing {
  const known = new Set([
    ...snapshot.groups.map(([id]) => id),
    ...snapshot.assignments.flatMap(({ scopes }) => Object.values(scopes ?? {}).flat()),
  ]);
  const isKnown = supply?.every(({ scopes = {} }) =>
    Object.values(scopes)
      .flat()
      .every((id) => known.has(id)),
  );
  return supply && isKnown ? { ...missing, supply } : missing;
}

/** Whatever has a name in a decision. */
function namedIn({ reasons, missing }: Decision): Named[] {
  const scoped = (scopes: Readonly<Record<string, readonly string[]>> = {}): Named[] =>
    Object.entries(scopes).flatMap(([type, ids]) => ids.map((id) => ({ type, id })));
  return [
    ...reasons.flatMap(({ scope, inherited, and = [], second, via, assignment }) => [
      ...[scope, inherited, second, ...and].filter((one) => one !== undefined),
      ...scoped(via?.scopes),
      ...(assignment.givenBy === undefined ? [] : [{ type: 'user', id: assignment.givenBy }]),
    ]),
    ...missing.flatMap(({ supply = [], elsewhere = [] }) => [
      ...supply.flatMap(({ scopes }) => scoped(scopes)),
      ...elsewhere.filter((one) => typeof one !== 'string'),
    ]),
  ];
}

/** What is wrong with an input, in one sentence. */
export const messageOf = ({ issues }: ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`).join('; ');
