import { refusal, type Decision, type Missing } from '../access/decision.js';
import type { Excess } from './exceeds.js';

/** What somebody should be told, and asked, before they go on. */
export type Caution = 'replaces' | 'own-reach' | 'own-role';

/** An answer about a change. */
export interface ChangeDecision extends Decision {
  readonly cautions: readonly Caution[];
  /** What would be gained or lost beyond what one has oneself. */
  readonly exceeding: readonly Excess[];
}

/** A decision about a change: no more than the decision, where nobody would have more than the one who makes it. */
export const changeDecision = (
  decision: Decision,
  cautions: readonly Caution[] = [],
  exceeding: readonly Excess[] = [],
): ChangeDecision => {
  const permissions = new Set(exceeding.map(({ permission }) => permission));
  const missing = [...permissions].map((permission): Missing => ({
    permission,
    code: 'exceeds-own',
    roles: [],
  }));
  const beyond: Decision = { allowed: false, reasons: [], missing };
  return { ...(missing.length > 0 ? beyond : decision), cautions, exceeding };
};

/** A refusal of a change, for one cause. */
export const refused = (
  permission: string,
  code: Missing['code'],
  roles?: readonly string[],
): ChangeDecision => changeDecision(refusal(permission, code, roles));
