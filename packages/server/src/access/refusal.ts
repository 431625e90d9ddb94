import {
  decideOperation,
  explain,
  mayDo,
  type Decision,
  type Policy,
  type Resource,
} from '@provost/authz-core';
import { refused } from '../requests/problem-error.js';
import type { Call } from '../requests/call.js';

/**
 * Asks the core for every permission that an operation takes in the site's policy, each about the resource of its type,
 * and ends the request where one is refused.
 * @returns the decision, whose reasons go into the audit.
 */
export const requireOperation = (
  { access, policy }: Call,
  operation: string,
  ...about: readonly (Resource | undefined)[]
): Decision => allowed(policy, decideOperation(access, operation, ...about));

/** Refuses somebody who may do this nowhere at all, whatever they would choose beside what is at hand. */
export function requireOffered(
  call: Call,
  operation: string,
  ...about: readonly (Resource | undefined)[]
): void {
  if (!mayDo(call.access, operation, ...about)) requireOperation(call, operation, ...about);
}

/** Ends the request with 403 unless the decision is a yes, and says why. */
export function allowed(policy: Policy, decision: Decision): Decision {
  if (decision.allowed) return decision;
  throw refused(decision, explain(policy, decision).join(' '));
}
