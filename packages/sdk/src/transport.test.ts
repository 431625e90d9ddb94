import { describe, expect, it } from 'vitest';
import { createProvost } from './client.js';
import { ApiError, ConflictError, ConnectionError, RefusedError } from './problems.js';

const problem = (status: number, code: string, more = {}) =>
  new Response(
    JSON.stringify({
      type: `urn:provost:problem:${code}`,
      title: code,
      status,
      code,
      requestId: 'r1',
      ...more,
    }),
    {
      status,
      headers: { 'content-type': 'application/problem+json' },
    },
  );
const ok = (body: unknown) =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });

/** A client of a server that gives these answers one after the other, and what it was asked. */
function serverOf(...answers: (Response | Error)[]) {
  const asked: Request[] = [];
  const provost = createProvost({
    baseUrl: 'http://api.test',
    token: 'secret',
    retry: { retries: 2, pause: 0 },
    fetch: (request) => {
      asked.push(request);
      const answer = answers.shift() ?? new Error('asked once too often');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  return { provost, asked };
}

describe('What is safe to repeat is tried again while the fault may pass', () => {
  it('reads again after 503 and after a lost connection', async () => {
    const { provost, asked } = serverOf(problem(503, 'busy'), new TypeError('reset'), ok({ id: 'g1' }));
    expect(await provost.groups.get('g1')).toEqual({ id: 'g1' });
    expect(asked).toHaveLength(3);
  });

  it('adds members again by the same idempotency key', async () => {
    const { provost, asked } = serverOf(new TypeError('reset'), ok({ changed: 1, unchanged: 0, total: 1 }));
    await provost.groups.addMembers('g1', ['u1']);
    const keys = asked.map((request) => request.headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/.{36}/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('does not send a change with If-Match twice', async () => {
    const { provost, asked } = serverOf(new TypeError('reset'), ok({}));
    await expect(provost.groups.update('g1', { name: 'x' }, 3)).rejects.toBeInstanceOf(ConnectionError);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers.get('if-match')).toBe('"3"');
  });

  it('gives up after the tries it was given', async () => {
    const { provost, asked } = serverOf(...Array.from({ length: 5 }, () => problem(502, 'gateway')));
    await expect(provost.groups.get('g1')).rejects.toMatchObject({ status: 502 });
    expect(asked).toHaveLength(3);
  });

  it('does not repeat what was refused', async () => {
    const { provost, asked } = serverOf(problem(403, 'refused'), ok({}));
    await expect(provost.groups.get('g1')).rejects.toBeInstanceOf(RefusedError);
    expect(asked).toHaveLength(1);
  });

  it('stops when the caller does', async () => {
    const { provost } = serverOf(ok({}));
    const signal = AbortSignal.abort();
    await expect(provost.groups.get('g1', { signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('Every answer that is no success is a typed error', () => {
  it('carries the problem of a refusal', async () => {
    const missing = [{ permission: 'members.add', code: 'not-granted', roles: ['users-editor'] }];
    const { provost } = serverOf(problem(403, 'refused', { missing }));
    const error = await provost.groups.addMembers('g1', ['u1']).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ code: 'refused', requestId: 'r1', problem: { missing } });
  });

  it('tells the current version of a conflict', async () => {
    const { provost } = serverOf(problem(412, 'version-conflict', { currentVersion: 9 }));
    const error = await provost.groups.setLevels('g1', [], 1).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ problem: { currentVersion: 9 } });
  });

  it('makes a problem of an answer that is none', async () => {
    const { provost } = serverOf(new Response('<h1>Bad gateway</h1>', { status: 400 }));
    await expect(provost.groups.get('g1')).rejects.toMatchObject({ code: 'no-problem', status: 400 });
  });

  it('does not take a page of HTML for a success', async () => {
    const { provost } = serverOf(new Response('<h1>Sign in</h1>'));
    await expect(provost.groups.get('g1')).rejects.toBeInstanceOf(Error);
    const { provost: other } = serverOf(ok({ items: 'none' }));
    await expect(other.groups.list().page()).rejects.toBeInstanceOf(ApiError);
  });
});

describe('Lists', () => {
  it('are read row by row over their pages', async () => {
    const { provost, asked } = serverOf(
      ok({ items: [{ id: 'a' }, { id: 'b' }], next: 'c1', total: 3 }),
      ok({ items: [{ id: 'c' }], next: null, total: 3 }),
    );
    const ids: string[] = [];
    for await (const group of provost.groups.list({ search: 'x', limit: 2 })) ids.push(group.id);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(new URL(asked[1]?.url ?? '').searchParams.get('cursor')).toBe('c1');
  });

  it('ask for the token anew with every request', async () => {
    let asked = 0;
    const provost = createProvost({
      baseUrl: 'http://api.test',
      token: () => `t${++asked}`,
      fetch: (request) => Promise.resolve(ok({ id: request.headers.get('authorization') })),
    });
    await provost.groups.get('g');
    expect(await provost.groups.get('g')).toEqual({ id: 'Bearer t2' });
  });
});
