import type { Decision, Missing, Policy, Resource } from '@provost/authz-core';
import { refused } from '../requests/problem-error.js';
import type { Call } from '../requests/call.js';

/**
 * Asks the core, and ends the request where it says no.
 * @returns the decision, whose reasons go into the audit.
 */
export function requirePermission({ access }: Call, permission: string, resource?: Resource): Decision {
  return allowed(access.policy, access.decide(permission, resource));
}

/** Ends the request with 403 unless the decision is a yes. */
export function allowed(policy: Policy, decision: Decision): Decision {
  if (decision.allowed) return decision;
  throw refused(decision, sentenceOf(policy, decision.missing));
}

/** Refuses somebody who has this permission nowhere at all. */
export function requireAnywhere(call: Call, permission: string): void {
  if (call.access.anywhere(permission)) return;
  const type = call.policy.document.permissions[permission]?.on ?? 'site';
  requirePermission(call, permission, { site: call.site.id, type, id: '' });
}

/** What is missing, as a sentence with a way on. */
function sentenceOf(policy: Policy, missing: readonly Missing[]): string {
  const [first] = missing;
  switch (first?.code) {
    case 'own-assignment':
      return 'Nobody changes their own access. Ask somebody else who may.';
    case 'may-not-hold':
      return `Only a ${either(labelsOf(policy, first.roles))} can be given this.`;
    case 'unknown-role':
    case 'not-held-there':
      return 'This role cannot be given there.';
    case 'not-granted':
      return missing.map((one) => takes(policy, one)).join(' ');
    default:
      return 'Your access does not allow this.';
  }
}

function takes(policy: Policy, { permission, roles }: Missing): string {
  const label = policy.document.permissions[permission]?.label ?? permission;
  if (roles.length === 0) return `“${label}” is given to nobody while the site’s settings are as they are.`;
  return `“${label}” takes the role ${either(labelsOf(policy, roles))} here, which you do not have.`;
}

const labelsOf = (policy: Policy, roles: readonly string[]): string[] =>
  roles.map((id) => policy.roles.get(id)?.label ?? id);

const either = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
