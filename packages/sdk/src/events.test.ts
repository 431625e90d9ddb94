import { editorViewer } from '@provost/authz-core';
import { describe, expect, it } from 'vitest';
import { createProvost } from './client.js';
import type { Change } from './events.js';
import { unanswered } from './problems.js';
import { openSession, type LiveSession, type SessionAnswer, type SessionOptions } from './session.js';

const at = Date.parse('2026-03-04T09:00:00Z');

/** A connection that the test holds the other end of. */
class Line {
  readonly body: ReadableStream<Uint8Array>;
  #controller!: ReadableStreamDefaultController<Uint8Array>;

  constructor(
    readonly lastEventId: string | undefined,
    readonly signal: AbortSignal,
  ) {
    this.body = new ReadableStream({ start: (controller) => void (this.#controller = controller) });
    signal.addEventListener('abort', () => this.#controller.error(signal.reason));
  }

  say(...texts: string[]) {
    for (const text of texts) this.#controller.enqueue(new TextEncoder().encode(text));
  }

  breakOff() {
    this.#controller.error(new TypeError('network error'));
  }

  end() {
    this.#controller.close();
  }
}

/** A session over lines in the test's hand; `level` is what the server would answer now. */
function followed({
  open,
  page,
}: { open?: (line: Line) => Promise<ReadableStream<Uint8Array>>; page?: SessionOptions['page'] } = {}) {
  const server = { level: 'viewer', looks: 0, isAway: false, hold: undefined as Promise<void> | undefined };
  const lines: Line[] = [];
  const waiting: { callback: () => void; milliseconds: number }[] = [];
  const answer = (): SessionAnswer => ({
    etag: `e${server.looks}`,
    ahead: 0,
    session: {
      site: { id: 's', name: 'Site' },
      user: { id: 'u', name: 'Una', email: 'una@example.org', role: 'sub-manager' },
      snapshot: {
        site: 's',
        policy: 'editor-viewer',
        subject: { id: 'u' },
        settings: { editorViewer: true },
        groups: [],
        assignments: [
          { role: 'sub-manager' },
          ...(server.level === 'editor' ? [{ role: 'users-editor', scopes: { group: ['sales'] } }] : []),
        ],
        expires: new Date(at + 600_000).toISOString(),
      },
    },
  });
  const source = {
    readCatalogue: () =>
      Promise.resolve({ policy: JSON.parse(JSON.stringify(editorViewer)) as Record<string, unknown> }),
    async readSession() {
      server.looks++;
      const given = answer();
      await server.hold;
      if (server.isAway) throw unanswered('no-connection', 'away');
      return given;
    },
    readEvents: (lastEventId: string | undefined, { signal }: { signal: AbortSignal }) => {
      const line = new Line(lastEventId, signal);
      lines.push(line);
      return open ? open(line) : Promise.resolve(line.body);
    },
  };
  const schedule: SessionOptions['schedule'] = (callback, milliseconds) => {
    const entry = { callback, milliseconds };
    waiting.push(entry);
    return () => {
      const i = waiting.indexOf(entry);
      if (i >= 0) waiting.splice(i, 1);
    };
  };
  const session = openSession(source, { now: () => at, schedule, random: () => 1, page });
  const changes: Change[] = [];
  session.onChange((change) => changes.push(change));
  /** Lets what waits for so long happen now. */
  const pass = (milliseconds: number) => {
    const entry = waiting.find((one) => one.milliseconds === milliseconds);
    if (!entry)
      throw new Error(`Nothing waits ${milliseconds} ms: ${waiting.map((one) => one.milliseconds).join()}`);
    waiting.splice(waiting.indexOf(entry), 1);
    entry.callback();
  };
  return { session, server, lines, waiting, changes, pass, answer };
}

const sales = { site: 's', type: 'group', id: 'sales', within: { group: ['sales'] } };
const isEditor = ({ state }: LiveSession) => state.access?.can('members.add', sales);

/** Waits until it is so: promises in between take their turns. */
const until = (so: () => void) =>
  expect.poll(() => (so(), true), { timeout: 10_000, interval: 1 }).toBe(true);

async function live(page?: SessionOptions['page']) {
  const all = followed({ page });
  all.session.subscribe(() => undefined);
  await until(() => expect(all.session.state.connection).toBe('live'));
  all.lines[0]?.say(': ping\nid: 1\n\n');
  await until(() => expect(all.session.state.access).toBeDefined());
  await until(() => expect(all.waiting.map((one) => one.milliseconds)).toContain(60_000));
  return all;
}

describe('A session of a server that tells what changes', () => {
  it('X-07 A: shows a right that was given as soon as it is told', async () => {
    const { session, server, lines } = await live();
    expect(isEditor(session)).toBe(false);
    server.level = 'editor';
    lines[0]?.say('event: access\ndata: {}\nid: 2\n\n');
    await until(() => expect(isEditor(session)).toBe(true));
    session.close();
  });

  it('X-07 A: takes the session that it is told, and asks for none', async () => {
    const { session, server, lines, answer } = await live();
    const before = server.looks;
    server.level = 'editor';
    const { session: own, etag } = answer();
    lines[0]?.say(`event: access\ndata: ${JSON.stringify({ session: own, etag })}\nid: 2\n\n`);
    await until(() => expect(isEditor(session)).toBe(true));
    expect(server.looks).toBe(before);
    session.close();
  });

  it('X-07 A: asks after all when what it is told may be older than an answer on its way', async () => {
    const { session, server, lines, changes, answer } = await live();
    const { session: old, etag } = answer();
    const before = server.looks;
    let release = () => {};
    server.hold = new Promise((resolve) => (release = resolve));
    server.level = 'editor';
    const looking = session.refresh();
    const told = JSON.stringify({ session: old, etag });
    const heard = '{"type":"group","id":"sales","action":"group-changed"}';
    lines[0]?.say(`event: access\ndata: ${told}\n\nevent: change\ndata: ${heard}\n\n`);
    await until(() => expect(changes).toHaveLength(1));
    release();
    await looking;
    expect(isEditor(session)).toBe(true);
    await until(() => expect(server.looks).toBe(before + 2));
    expect(isEditor(session)).toBe(true);
    session.close();
  });

  it('X-07 A: looks once more when it is told while it looks', async () => {
    const { session, server, lines } = await live();
    const before = server.looks;
    const looking = session.refresh();
    server.level = 'editor';
    lines[0]?.say('event: access\ndata: {}\n\n');
    await looking;
    await until(() => expect(server.looks).toBe(before + 2));
    expect(isEditor(session)).toBe(true);
    session.close();
  });

  it('X-07 A: tells its listeners what was changed, however the text is cut', async () => {
    const { session, changes, lines } = await live();
    lines[0]?.say(
      'event: cha',
      'nge\r\ndata: {"type":"group","id":"sä',
      'les","action":"group-changed"}\r\nid: 5\r\n',
      '\r\n',
    );
    await until(() => expect(changes).toEqual([{ type: 'group', id: 'säles', action: 'group-changed' }]));
    session.close();
  });

  it('X-07 A: reads everything again when the server does not know what was missed', async () => {
    const { session, server, lines, changes } = await live();
    const before = server.looks;
    lines[0]?.say('event: reset\ndata: {}\nid: 9\n\n');
    await until(() => expect(server.looks).toBe(before + 1));
    expect(changes).toEqual(['reset']);
    session.close();
  });

  it('X-07 A: comes back where it was when the connection breaks off, and looks what it missed', async () => {
    const { session, server, lines, pass } = await live();
    lines[0]?.say('event: access\ndata: {}\nid: 7:9:\n\n');
    await until(() => expect(server.looks).toBeGreaterThan(1));
    lines[0]?.breakOff();
    await until(() => expect(session.state.connection).toBe('connecting'));
    const before = server.looks;
    server.level = 'editor';
    pass(500);
    await until(() => expect(session.state.connection).toBe('live'));
    expect(lines[1]?.lastEventId).toBe('7:9:');
    await until(() => expect(server.looks).toBeGreaterThan(before));
    await until(() => expect(isEditor(session)).toBe(true));
    session.close();
  });

  it('X-07 A: says that the connection is lost, and tries again later and later', async () => {
    let isDown = false;
    const all = followed({
      open: (line) =>
        isDown ? Promise.reject(unanswered('no-connection', 'away')) : Promise.resolve(line.body),
    });
    const { session, lines, waiting, pass } = all;
    session.subscribe(() => undefined);
    await until(() => expect(session.state.connection).toBe('live'));
    isDown = true;
    lines[0]?.end();
    const pauses = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    for (const pause of pauses) {
      await until(() => expect(waiting.map((one) => one.milliseconds)).toContain(pause));
      pass(pause);
    }
    await until(() => expect(session.state.connection).toBe('lost'));
    // meanwhile it looks as often as without a stream
    await until(() => expect(waiting.map((one) => one.milliseconds)).toContain(5000));
    isDown = false;
    await until(() => expect(waiting.map((one) => one.milliseconds)).toContain(30_000));
    pass(30_000);
    await until(() => expect(session.state.connection).toBe('live'));
    session.close();
  });

  it('X-07 A: takes a connection that is silent for a dead one', async () => {
    const { session, lines, pass } = await live();
    pass(45_000);
    await until(() => expect(session.state.connection).toBe('connecting'));
    expect(lines[0]?.signal.aborted).toBe(true);
    session.close();
  });

  it.each([404, 405, 501])(
    'X-07 A: looks every few seconds where there are no events: %i',
    async (status) => {
      const { session, waiting, lines } = followed({
        open: () => Promise.reject(unanswered('not-found', 'none', { status })),
      });
      session.subscribe(() => undefined);
      await until(() => expect(session.state.connection).toBe('polling'));
      await until(() => expect(waiting.map((one) => one.milliseconds)).toEqual([5000]));
      expect(lines).toHaveLength(1);
      session.close();
    },
  );

  it('X-07 A: says that a server that is only asked now and then does not answer', async () => {
    const { session, server } = followed({
      open: () => Promise.reject(unanswered('not-found', 'none', { status: 404 })),
    });
    session.subscribe(() => undefined);
    await until(() => expect(session.state.connection).toBe('polling'));
    await session.refresh();
    server.isAway = true;
    await session.refresh();
    expect(session.state.connection).toBe('lost');
    server.isAway = false;
    await session.refresh();
    expect(session.state.connection).toBe('polling');
    session.close();
  });

  it('X-07 A: tells to read again what was read before the first connection', async () => {
    let connect = () => {};
    const { session, changes } = followed({
      open: (line) => new Promise((resolve) => (connect = () => resolve(line.body))),
    });
    session.subscribe(() => undefined);
    await until(() => expect(session.state.access).toBeDefined());
    expect(changes).toEqual([]);
    connect();
    await until(() => expect(changes).toEqual(['reset']));
    session.close();
  });

  it('X-07 A: looks now and then while nobody sees the page, and goes on where it was', async () => {
    class Page extends EventTarget {
      visibilityState: DocumentVisibilityState = 'visible';
    }
    const page = new Page();
    const { session, lines, waiting } = await live(page);
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    expect(lines[0]?.signal.aborted).toBe(true);
    expect(session.state.connection).toBe('polling');
    await until(() => expect(waiting.map((one) => one.milliseconds)).toEqual([5000]));
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    await until(() => expect(session.state.connection).toBe('live'));
    expect(lines.map(({ lastEventId }) => lastEventId)).toEqual([undefined, '1']);
    session.close();
    page.dispatchEvent(new Event('visibilitychange'));
    expect(lines).toHaveLength(2);
  });

  it('ends the stream when nobody listens, and when it is closed', async () => {
    const { session, lines, waiting } = followed();
    const end = session.subscribe(() => undefined);
    await until(() => expect(session.state.connection).toBe('live'));
    end();
    expect(lines[0]?.signal.aborted).toBe(true);
    session.subscribe(() => undefined);
    await until(() => expect(lines).toHaveLength(2));
    session.close();
    expect(lines[1]?.signal.aborted).toBe(true);
    await session.refresh();
    await until(() => expect(waiting).toEqual([]));
    session.subscribe(() => undefined);
    expect(lines).toHaveLength(2);
  });
});

it('a client’s connection is given up when its session closes, so that a page does not run out of them', async () => {
  const requests: Request[] = [];
  const provost = createProvost({
    baseUrl: 'https://example.org',
    token: 't',
    fetch: (request) => {
      requests.push(request);
      return new Promise(() => {});
    },
  });
  const session = provost.session();
  session.subscribe(() => {});
  await expect.poll(() => requests.some(({ url }) => url.endsWith('/v1/events'))).toBe(true);
  session.close();
  expect(requests.find(({ url }) => url.endsWith('/v1/events'))?.signal.aborted).toBe(true);
});
