import { createContext } from '@lit/context';
import type { Access } from '@provost/authz-core';
import type { Change, Provost, SessionState } from '@provost/sdk';

/** Who is signed in and what they may do, with the way to ask anew. */
export interface SessionView extends SessionState {
  /** Reads the session now; never rejects, a failure is in `error`. */
  readonly refresh: () => Promise<void>;
  /** Calls back when something the person may see was changed; the same function for as long as the provider lives. */
  readonly onChange: (listener: (change: Change) => void) => () => void;
}

// Symbol.for: two copies of the kit in one page still find each other

/** The API's client, or `undefined` while nobody is signed in. */
export const clientContext = createContext<Provost | undefined>(Symbol.for('provost-client'));

/** What the signed-in person may do, or `undefined` until that is known. A change is a new object. */
export const accessContext = createContext<Access | undefined>(Symbol.for('provost-access'));

/** The whole session. A change of `user.id` is another person: forget what was loaded for the one before. */
export const sessionContext = createContext<SessionView | undefined>(Symbol.for('provost-session'));
