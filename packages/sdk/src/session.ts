import {
  loadPolicy,
  openAccess,
  parseSnapshot,
  type Access,
  type Policy,
  type Snapshot,
} from '@provost/authz-core';
import { followEvents, type Change, type OpenEvents, type Place, type Schedule } from './events.js';
import { ApiError } from './problems.js';
import type { Catalogue, Session } from './schemas.js';

/** What a session is told by: its clock and its timer can be passed in. */
export interface SessionOptions {
  /** Milliseconds between two looks for something new where nobody tells of it; 5,000 unless told. */
  readonly every?: number;
  /** The same while the server tells of what is new: 60,000 unless told. */
  readonly everyWhileLive?: number;
  /** The time, in milliseconds since 1970. */
  readonly now?: () => number;
  readonly schedule?: Schedule;
  /** From 0 to 1: pages that lost the same server come back one after the other. */
  readonly random?: () => number;
  /** The page it is for: while nobody sees it, it looks now and then, since a browser has few connections to a server. */
  readonly page?: Page | undefined;
}

/** What is asked of a page: a `document`. */
type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;

/**
 * How a session hears of what is new. `live`: the server tells it; `connecting`: it is about to; `polling`: it does not,
 * but it answers who asks now and then; `lost`: it does not answer.
 */
export type Connection = 'connecting' | 'live' | 'polling' | 'lost';

/** Who is signed in and what they may do, now. */
export interface SessionState {
  /** Undefined until the first answer; refuses everything once the snapshot has expired. */
  readonly access: Access | undefined;
  readonly site: Session['site'] | undefined;
  readonly user: Session['user'] | undefined;
  /** Why the last look failed; the state before it stays until it expires. */
  readonly error: unknown;
  readonly connection: Connection;
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
  /** Without it, the session looks now and then. */
  readonly readEvents?: OpenEvents;
}

/** A session that keeps itself fresh while somebody listens. */
export interface LiveSession {
  readonly state: SessionState;
  /** Calls back now and at every change; gives what ends it. */
  subscribe(listener: (state: SessionState) => void): () => void;
  /** Calls back when something that the person may see was changed, while there is a subscriber; gives what ends it. */
  onChange(listener: (change: Change) => void): () => void;
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
  {
    every = 5_000,
    everyWhileLive = 60_000,
    now = () => Date.now(),
    schedule = timer,
    random = Math.random,
    page = globalThis.document,
  }: SessionOptions = {},
): LiveSession {
  let state: SessionState = {
    access: undefined,
    site: undefined,
    user: undefined,
    error: undefined,
    connection: provost.readEvents ? 'connecting' : 'polling',
  };
  let read: { etag: string; ahead: number; snapshot: Snapshot; policy: Policy } | undefined;
  let looking: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  let closed = false;
  let unfollow: (() => void) | undefined;
  const place: Place = {};
  const listeners = new Set<(state: SessionState) => void>();
  const changeListeners = new Set<(change: Change) => void>();

  const set = (change: Partial<SessionState>) => {
    state = { ...state, ...change };
    for (const listener of [...listeners]) listener(state);
  };

  async function look(reading: Promise<SessionAnswer | undefined>): Promise<void> {
    try {
      const answer = await reading;
      if (answer) {
        const { session, etag, ahead } = answer;
        const snapshot = parseSnapshot(session.snapshot);
        const policy = read?.policy.id === snapshot.policy ? read.policy : await readPolicy();
        read = { etag, ahead, snapshot, policy };
        set({ access: open(), site: session.site, user: session.user, ...answered() });
      } else if (state.error !== undefined || state.connection === 'lost') set(answered());
    } catch (error) {
      const isLost = state.connection === 'polling' && error instanceof ApiError && error.status === 0;
      set({ error, access: open(), ...(isLost ? { connection: 'lost' } : {}) });
    }
  }

  const answered = () => ({
    error: undefined,
    connection: state.connection === 'lost' ? ('polling' as const) : state.connection,
  });

  const take = (reading: Promise<SessionAnswer | undefined>) =>
    (looking = look(reading).finally(() => {
      looking = undefined;
      plan();
    }));

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
    const pause = state.connection === 'live' ? everyWhileLive : every;
    // a closed access has nothing left to change: then only the server can bring news
    const left = (state.access?.changesAt ?? 0) - now() - (read?.ahead ?? 0);
    const changesFirst = left > 0 && left <= pause;
    cancel = schedule(
      () => {
        if (changesFirst) set({ access: open() });
        void session.refresh();
      },
      changesFirst ? left : pause,
    );
  }

  const tell = (change: Change) => {
    for (const listener of [...changeListeners]) listener(change);
  };

  /** An answer that is on its way may be older than what was told now. */
  const refreshAfter = () => void (looking ? looking.then(() => session.refresh()) : session.refresh());

  function follow(): (() => void) | undefined {
    const { readEvents } = provost;
    if (!readEvents) return undefined;
    const connected = (connection: Connection) => {
      set({ connection });
      plan();
    };
    return followEvents(
      readEvents,
      {
        opened(isResumed) {
          connected('live');
          // what happened between what was read and this moment, nobody tells
          if (!isResumed && read) tell('reset');
          refreshAfter();
        },
        heard(event, data) {
          const told = JSON.parse(data) as Partial<SessionAnswer> & Exclude<Change, string>;
          if (event === 'change') return tell(told);
          if (event === 'reset') tell(event);
          const { session: own, etag = '' } = told;
          // an answer that is on its way may be older, or newer
          if (own && read && !looking) void take(Promise.resolve({ session: own, etag, ahead: read.ahead }));
          else refreshAfter();
        },
        lost() {
          if (state.connection === 'live') connected('connecting');
          else if (state.connection === 'connecting') connected('lost');
        },
        missing: () => connected('polling'),
      },
      { schedule, random, place },
    );
  }

  /** Follows while somebody listens and the page is seen. */
  const attend = () => {
    const isWanted = !closed && listeners.size > 0;
    page?.[isWanted ? 'addEventListener' : 'removeEventListener']('visibilitychange', attend);
    if (isWanted && page?.visibilityState !== 'hidden') unfollow ??= follow();
    else if (unfollow) {
      unfollow();
      unfollow = undefined;
      set({ connection: 'polling' });
    }
    plan();
  };

  const session: LiveSession = {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      const isFirst = listeners.size === 1;
      if (isFirst) attend();
      if (!read && !looking) void session.refresh();
      return () => {
        listeners.delete(listener);
        attend();
      };
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => void changeListeners.delete(listener);
    },
    refresh() {
      return looking ?? take(provost.readSession(read?.etag));
    },
    close() {
      closed = true;
      attend();
    },
  };
  return session;
}
