import { editorViewer } from '@provost/authz-core';
import { describe, expect, it } from 'vitest';
import type { Provost } from './client.js';
import { openSession, type SessionOptions } from './session.js';

const at = Date.parse('2026-03-04T09:00:00Z');
const minutes = 60_000;
const iso = (time: number) => new Date(time).toISOString();

/** A session over answers given one after the other, with a clock and a timer in the test's hand. */
function sessionOf(...answers: (object | undefined | Error)[]) {
  const waiting: { callback: () => void; milliseconds: number }[] = [];
  const clock = { now: at };
  let looks = 0;
  const provost = {
    readCatalogue: () => Promise.resolve({ policy: JSON.parse(JSON.stringify(editorViewer)) as object }),
    readSession: () => {
      const answer = answers[Math.min(looks++, answers.length - 1)];
      if (answer instanceof Error) return Promise.reject(answer);
      return Promise.resolve(answer && { etag: `e${looks}`, ahead: 0, ...answer });
    },
  } as unknown as Provost;
  const schedule: SessionOptions['schedule'] = (callback, milliseconds) => {
    const entry = { callback, milliseconds };
    waiting.push(entry);
    return () => void waiting.splice(waiting.indexOf(entry), 1);
  };
  const session = openSession(provost, { every: 5000, now: () => clock.now, schedule });
  return { session, waiting, clock, looks: () => looks };
}

const sessionWith = (assignments: object[], expires = at + 10 * minutes) => ({
  session: {
    site: { id: 's', name: 'Site' },
    user: { id: 'u', name: 'Una', email: 'una@example.org', role: 'sub-manager' },
    snapshot: {
      site: 's',
      policy: 'editor-viewer',
      subject: { id: 'u' },
      settings: { editorViewer: true },
      groups: [],
      assignments: [{ role: 'sub-manager' }, ...assignments],
      expires: iso(expires),
    },
  },
});
const sales = { site: 's', type: 'group', id: 'sales', within: { group: ['sales'] } };
const editor = { role: 'users-editor', scopes: { group: ['sales'] } };

describe('A session', () => {
  it('opens the access of the first answer and tells its listeners', async () => {
    const { session } = sessionOf(sessionWith([editor]));
    const heard: (boolean | undefined)[] = [];
    session.subscribe(({ access }) => heard.push(access?.can('members.add', sales)));
    await session.refresh();
    expect(heard).toEqual([undefined, true]);
    session.close();
  });

  it('shows a right that was taken at the next look', async () => {
    const { session, waiting } = sessionOf(sessionWith([editor]), sessionWith([]));
    session.subscribe(() => undefined);
    await session.refresh();
    expect(session.state.access?.can('members.add', sales)).toBe(true);
    expect(waiting.map(({ milliseconds }) => milliseconds)).toEqual([5000]);
    waiting[0]?.callback();
    await session.refresh();
    expect(session.state.access?.can('members.add', sales)).toBe(false);
    session.close();
  });

  it('X-04 C: opens anew at the very moment at which a right begins, without asking the server', async () => {
    const { session, waiting, clock } = sessionOf(
      sessionWith([{ ...editor, from: iso(at + 1200) }]),
      undefined,
    );
    session.subscribe(() => undefined);
    await session.refresh();
    expect(session.state.access?.can('members.add', sales)).toBe(false);
    expect(waiting[0]?.milliseconds).toBe(1200);
    clock.now = at + 1200;
    waiting[0]?.callback();
    expect(session.state.access?.can('members.add', sales)).toBe(true);
    session.close();
  });

  it('X-09 C: keeps what was so while the server is away, and refuses once that has expired', async () => {
    const { session, waiting, clock } = sessionOf(sessionWith([editor]), new Error('away'));
    session.subscribe(() => undefined);
    await session.refresh();
    await session.refresh();
    expect(session.state.error).toBeInstanceOf(Error);
    expect(session.state.access?.can('members.add', sales)).toBe(true);
    clock.now = at + 10 * minutes - 1;
    await session.refresh();
    expect(session.state.access?.can('members.add', sales)).toBe(true);
    expect(waiting[0]?.milliseconds).toBe(1);
    clock.now = at + 10 * minutes;
    waiting[0]?.callback();
    expect(session.state.access?.can('members.add', sales)).toBe(false);
    await session.refresh();
    expect(waiting[0]?.milliseconds).toBe(5000);
    session.close();
  });

  it('X-09 C: has no access from an answer that is not a snapshot', async () => {
    const { session } = sessionOf({ session: { snapshot: { site: 's' } } });
    await session.refresh();
    expect(session.state.access).toBeUndefined();
    expect(session.state.error).toMatchObject({ code: 'invalid-snapshot' });
  });

  it('goes by the server’s clock', async () => {
    const { session } = sessionOf({ ...sessionWith([editor], at + 60 * minutes), ahead: 61 * minutes });
    await session.refresh();
    expect(session.state.access?.can('members.add', sales)).toBe(false);
  });

  it('stops looking when nobody listens, and when closed', async () => {
    const { session, waiting } = sessionOf(sessionWith([]));
    const end = session.subscribe(() => undefined);
    await session.refresh();
    expect(waiting).toHaveLength(1);
    end();
    expect(waiting).toHaveLength(0);
    session.subscribe(() => undefined);
    session.close();
    expect(waiting).toHaveLength(0);
  });

  it('asks once however many want it at the same time', async () => {
    const { session, looks } = sessionOf(sessionWith([]));
    await Promise.all([session.refresh(), session.refresh(), session.refresh()]);
    expect(looks()).toBe(1);
  });
});
