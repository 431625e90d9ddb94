import type { DefaultDocument, Policy } from '../policy/policy.js';

/** The grants an event brings by itself (EV-02, EV-16, EV-17), as the policy says. */
export const resolveDefaults = (policy: Policy, event: string): readonly DefaultDocument[] =>
  policy.document.defaults.filter(({ on }) => on === event);

/** The role a person has in a slot when none is given. */
export const defaultRoleOf = (policy: Policy, slot: string): string | undefined =>
  [...policy.roles.values()].find((role) => role.slot === slot && role.byDefault)?.id;
