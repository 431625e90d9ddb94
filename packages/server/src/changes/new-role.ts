import type { Role } from '@provost/authz-core';
import type { HeldRole } from '../assignments/held-roles.js';
import { ProblemError } from '../requests/problem-error.js';
import type { ChangeRun } from './run.js';

/** What became of a change. */
export interface Outcome {
  readonly status: 'changed' | 'unchanged';
  readonly cautions?: string[];
  readonly replaces?: { id: string; name: string }[];
}

/** A change that nothing could make. */
export const invalidChange = (detail: string) => new ProblemError('invalid-change', { detail });

/** Milliseconds since 1970. */
export const msOf = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Date.parse(time);

/** From when and until when a role is to be held. */
export interface Times {
  readonly role: Pick<Role, 'id' | 'byDefault'>;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

/** from ≤ t < until, and some of it still to come. */
export function requireTimes({ call }: ChangeRun, { role, from, until }: Times): void {
  const [begin = -Infinity, end = Infinity] = [msOf(from), msOf(until)];
  if (end <= call.now) throw invalidChange('It would have ended already.');
  if (end <= begin) throw invalidChange('It would end before it begins.');
  if (role.byDefault && (from ?? until) !== undefined)
    throw invalidChange('What everybody has who has nothing else is not held for a time.');
}

/** A role that is given now. */
export interface Given {
  readonly role: string;
  readonly where: { readonly type: string; readonly id: string };
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** A row as the caller gives it now. */
export const newRole = ({ call }: ChangeRun, { role, where, from, until }: Given): HeldRole => ({
  role,
  ...where,
  bundle: '',
  source: 'set',
  givenBy: call.person.id,
  givenAt: new Date(call.now).toISOString(),
  from: from ?? null,
  until: until ?? null,
  except: null,
});
