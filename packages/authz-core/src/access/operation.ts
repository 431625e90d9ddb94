import type { Policy } from '../policy/policy.js';
import type { Resource } from '../vocabulary.js';
import type { Access } from './access.js';
import type { Decision } from './decision.js';

/** The permissions that an operation of the API takes in this policy, all of them. */
export const permissionsFor = ({ document }: Policy, operation: string): readonly string[] =>
  Object.hasOwn(document.operations, operation) ? (document.operations[operation] ?? []) : [operation];

/**
 * May the operation be offered, with these things at hand? Each permission is asked about the one of its type; of a
 * type that is not at hand, such as the course that is yet to be chosen, there must be any.
 */
export function mayDo(
  access: Access,
  operation: string,
  ...about: readonly (Resource | undefined)[]
): boolean {
  const ids = permissionsFor(access.policy, operation);
  return (
    ids.length > 0 && ids.every((id) => access.can(...asked(access, id, about)) || isYet(access, id, about))
  );
}

/** The same with its reasons; of what is not at hand there is nothing to decide: refused. */
export function decideOperation(
  access: Access,
  operation: string,
  ...about: readonly (Resource | undefined)[]
): Decision {
  const all = permissionsFor(access.policy, operation).map((id) =>
    access.decide(...asked(access, id, about)),
  );
  const refused = all.filter(({ allowed }) => !allowed);
  const allowed = all.length > 0 && refused.length === 0;
  return {
    allowed,
    reasons: allowed ? all.flatMap(({ reasons }) => reasons) : [],
    missing: refused.flatMap(({ missing }) => missing),
  };
}

const find = (about: readonly (Resource | undefined)[], type: string) =>
  about.find((one) => one?.type === type);

function asked({ policy }: Access, id: string, about: readonly (Resource | undefined)[]) {
  const { type, second } = policy.permission(id);
  return [id, find(about, type), { for: find(about, second) }] as const;
}

function isYet(access: Access, id: string, about: readonly (Resource | undefined)[]): boolean {
  const { type, second } = access.policy.permission(id);
  const isThere = (wanted: string) => !wanted || wanted === 'site' || find(about, wanted) !== undefined;
  return !(isThere(type) && isThere(second)) && access.anywhere(id);
}
