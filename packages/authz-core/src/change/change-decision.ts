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

/** Would they have more than the one who gives it? The refusal names what. */
export const beyond = (exceeding: readonly Excess[]): Decision => ({
  allowed: false,
  reasons: [],
  missing: [...new Set(exceeding.map(({ permission }) => permission))].map((permission) => ({
    permission,
    code: 'exceeds-own',
    roles: [],
  })),
});

/** A refusal of a change, for one cause. */
export const refused = (
  permission: string,
  code: Missing['code'],
  roles: readonly string[] = [],
): ChangeDecision => ({ ...refusal(permission, code, roles), cautions: [], exceeding: [] });
