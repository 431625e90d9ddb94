import {
  loadPolicy,
  openAccess,
  parseSnapshot,
  type Access,
  type Policy,
  type Snapshot,
} from '@provost/authz-core';
import type { Catalogue, Session } from './schemas.js';

/** What a session is told by: its clock and its timer can be passed in. */
export interface SessionOptions {
  /** Milliseconds between two looks for something new; 5,000 unless told. */
  readonly every?: number;
  /** The time, in milliseconds since 1970. */
  readonly now?: () => number;
  /** Calls back after some milliseconds; gives what cancels it. */
  readonly schedule?: (callback: () => void, milliseconds: number) => () => void;
}

/** Who is signed in and what they may do, now. */
export interface SessionState {
  /** Undefined until the first answer; refuses everything once the snapshot has expired. */
  readonly access: Access | undefined;
  readonly site: Session['site'] | undefined;
  readonly user: Session['user'] | undefined;
  /** Why the last look failed; the state before it stays until it expires. */
  readonly error: unknown;
}

/** A session as read, with what to ask for it again by. */
export interface SessionAnswer {
  readonly session: Session;
  readonly etag: string;
  /** The server's clock less ours, in milliseconds. */
  readonly ahead: number;
}

/** What a session is read by: a client, or what answers as one does. */
interface SessionSource {
  readSession(etag?: string): Promise<SessionAnswer | undefined>;
  readCatalogue(): Promise<Catalogue>;
}

/** A session that keeps itself fresh while somebody listens. */
export interface LiveSession {
  readonly state: SessionState;
  /** Calls back now and at every change; gives what ends it. */
  subscribe(listener: (state: SessionState) => void): () => void;
  /** Looks for something new now. Never rejects: a failure is in `state.error`. */
  refresh(): Promise<void>;
  /** Stops looking, whoever listens. */
  close(): void;
}

const timer = (callback: () => void, milliseconds: number) => {
  const id = setTimeout(callback, milliseconds);
  return () => clearTimeout(id);
};

/** Opens the session of a client: reads it at the first `subscribe` or `refresh`, then by its ETag. */
export function openSession(
  provost: SessionSource,
  { every = 5000, now = () => Date.now(), schedule = timer }: SessionOptions = {},
): LiveSession {
  let state: SessionState = { access: undefined, site: undefined, user: undefined, error: undefined };
  let read: { etag: string; ahead: number; snapshot: Snapshot; policy: Policy } | undefined;
  let looking: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  let closed = false;
  const listeners = new Set<(state: SessionState) => void>();

  const set = (change: Partial<SessionState>) => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener(state);
  };

  async function look(): Promise<void> {
    try {
      const answer = await provost.readSession(read?.etag);
      if (answer) {
        const { session, etag, ahead } = answer;
        const snapshot = parseSnapshot(session.snapshot);
        const policy = read?.policy.id === snapshot.policy ? read.policy : await readPolicy();
        read = { etag, ahead, snapshot, policy };
        set({ access: open(), site: session.site, user: session.user, error: undefined });
      } else if (state.error !== undefined) set({ error: undefined });
    } catch (error) {
      set({ error, access: open() });
    }
  }

  const readPolicy = async () => {
    const { policy } = await provost.readCatalogue();
    // the server has checked it: a page need not carry the check
    return loadPolicy(policy);
  };

  /** The access as of now: an expired snapshot gives one that refuses. */
  const open = () => (read ? openAccess(read.policy, read.snapshot, { now: now() + read.ahead }) : undefined);

  function plan(): void {
    cancel?.();
    cancel = undefined;
    if (closed || listeners.size === 0) return;
    // a closed access has nothing left to change: then only the server can bring news
    const left = (state.access?.changesAt ?? 0) - now() - (read?.ahead ?? 0);
    const changesFirst = left > 0 && left <= every;
    cancel = schedule(
      () => {
        if (changesFirst) set({ access: open() });
        void session.refresh();
      },
      changesFirst ? left : every,
    );
  }

  const session: LiveSession = {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      if (!read && !looking) void session.refresh();
      else if (!cancel) plan();
      return () => {
        listeners.delete(listener);
        plan();
      };
    },
    refresh() {
      looking ??= look().finally(() => {
        looking = undefined;
        plan();
      });
      return looking;
    },
    close() {
      closed = true;
      plan();
    },
  };
  return session;
}
