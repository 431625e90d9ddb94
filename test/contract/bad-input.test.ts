import { beforeAll, describe, expect, inject, it } from 'vitest';
import { makeSite, send, type TestSite } from '../fixtures/site.js';
import { bodies, operations, perform, world, type Operation } from './operations.js';

const url = inject('serverUrl');
let site: TestSite;
let before: unknown;

beforeAll(async () => {
  site = await makeSite(url, world);
  before = await site.rows();
});

/** A problem document of this status and code, and nothing changed. */
async function expectProblem(response: Response, status: number, code: string) {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = JSON.parse(text) as Record<string, unknown>;
  expect(problem).toMatchObject({ type: `urn:provost:problem:${code}`, status, code });
  expect(problem.title).toBeTruthy();
  expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  expect(await site.rows()).toEqual(before);
  return problem;
}

const withBody = operations.filter(({ body }) => body !== undefined);
const titled = (list: readonly Operation[]) => list.map((one) => [one.operationId, one] as const);

describe('the body', () => {
  it.each(titled(withBody))('%s: malformed JSON', async (_, operation) => {
    await expectProblem(await perform(site, operation, { body: '{"name": ' }), 400, 'malformed-json');
  });

  it.each(titled(withBody))('%s: JSON that is no object', async (_, operation) => {
    for (const body of ['null', '[]', '"text"', '7']) {
      await expectProblem(await perform(site, operation, { body }), 400, 'invalid-input');
    }
  });

  it.each(titled(withBody))('%s: none at all', async (_, operation) => {
    const headers = { authorization: `Bearer ${site.tokens.mia}`, 'if-match': '*' };
    const response = await fetch(url + operation.path, { method: operation.method, headers });
    expect([400, 415]).toContain(response.status);
    expect(await site.rows()).toEqual(before);
  });

  it.each(titled(withBody))('%s: a field that it does not know', async (_, operation) => {
    const body = { ...bodies[operation.operationId], colour: 'red' };
    const problem = await expectProblem(await perform(site, operation, { body }), 400, 'invalid-input');
    expect(JSON.stringify(problem.issues)).toContain('colour');
  });

  it.each(titled(withBody))('%s: each field of a wrong type', async (_, operation) => {
    for (const [field, { type }] of Object.entries(operation.body?.properties ?? {})) {
      for (const wrong of [7, true, [7], { a: 1 }, 'x\u0000y', '\ud800']) {
        if (typeof wrong === type && type === 'boolean') continue;
        const body = { ...bodies[operation.operationId], [field]: wrong };
        const { issues } = await expectProblem(
          await perform(site, operation, { body }),
          400,
          'invalid-input',
        );
        expect((issues as { path: string }[])[0]?.path).toMatch(new RegExp(`^json\\.${field}`));
      }
    }
  });

  it.each(titled(withBody))('%s: each field that it needs missing', async (_, operation) => {
    for (const field of operation.body?.required ?? []) {
      const { [field]: _left, ...body } = bodies[operation.operationId] ?? {};
      await expectProblem(await perform(site, operation, { body }), 400, 'invalid-input');
    }
  });

  it.each(titled(withBody))('%s: another content type', async (_, operation) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const headers = { 'content-type': type };
      await expectProblem(await perform(site, operation, { headers }), 415, 'wrong-content-type');
    }
  });

  it.each(titled(withBody))('%s: larger than 1 MB', async (_, operation) => {
    const body = { ...bodies[operation.operationId], filler: 'x'.repeat(1024 * 1024) };
    await expectProblem(await perform(site, operation, { body }), 413, 'too-large');
  });

  it('addMembers: larger than 1 MB without saying its length', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(64 * 1024));
    let sent = 0;
    const stream = new ReadableStream({
      pull: (controller) => (sent++ < 20 ? controller.enqueue(chunk) : controller.close()),
    });
    const response = await fetch(`${url}/v1/groups/sales/members`, {
      method: 'POST',
      headers: { authorization: `Bearer ${site.tokens.mia}`, 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    } as RequestInit);
    await expectProblem(response, 413, 'too-large');
  });

  it('addMembers: more ids than it takes, ids that are none, and the same JSON deeply nested', async () => {
    const add = operations.find(({ operationId }) => operationId === 'addMembers') as Operation;
    const many = Array.from({ length: 501 }, (_, i) => `p${i}`);
    for (const userIds of [[], many, ['a/b'], [''], ['x'.repeat(65)], [null]]) {
      await expectProblem(await perform(site, add, { body: { userIds } }), 400, 'invalid-input');
    }
    const deep = `{"userIds":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect((await perform(site, add, { body: deep })).status).toBe(400);
  });
});

describe('the address', () => {
  const lists = operations.filter(({ takes }) => takes('limit'));

  it.each(titled(lists))('%s: limits and cursors that are none', async (_, operation) => {
    const wrong = [
      'limit=0',
      'limit=201',
      'limit=x',
      'limit=1.5',
      'limit=1&limit=2',
      'cursor=x',
      'cursor=%00',
    ];
    const foreign = btoa(JSON.stringify(['a', 7]));
    const nul = btoa(JSON.stringify(['a\0', 'b'])).replaceAll('=', '');
    for (const query of [...wrong, `cursor=${foreign}`, `cursor=${nul}`, 'search=%00']) {
      await expectProblem(await perform(site, operation, { query: `?${query}` }), 400, 'invalid-input');
    }
  });

  it.each(titled(lists))('%s: a search finds what it means literally', async (_, operation) => {
    for (const search of ["' or 1=1 --", '%', '_', '\\', '\u{1f600}']) {
      const response = await perform(site, operation, { query: `?search=${encodeURIComponent(search)}` });
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ items: [], total: 0, next: null });
    }
  });

  it.each(titled(operations.filter(({ path }) => /sales|ulf/.test(path))))(
    '%s: an id that is not here, and another site’s',
    async (_, operation) => {
      const other = await makeSite(url, {
        people: [{ id: 'foreign-person' }],
        groups: [{ id: 'foreign-group' }],
      });
      expect(other.id).not.toBe(site.id);
      for (const id of ['nobody', operation.path.includes('/groups/') ? 'foreign-group' : 'foreign-person']) {
        const path = operation.path.replace(/sales|ulf/, id);
        await expectProblem(await perform(site, { ...operation, path }), 404, 'not-found');
      }
      const path = operation.path.replace(/sales|ulf/, 'a%20b');
      await expectProblem(await perform(site, { ...operation, path }), 400, 'invalid-input');
    },
  );

  it('ids of another site in a body are not there', async () => {
    await makeSite(url, {
      people: [{ id: 'stranger' }],
      content: [{ id: 'strange' }],
      groups: [{ id: 'far' }],
    });
    const foreign: Record<string, unknown> = {
      addMembers: { userIds: ['ulf', 'stranger'] },
      removeMembers: { userIds: ['ulf', 'stranger'] },
      addContent: { contentIds: ['forms', 'strange'] },
      removeContent: { contentIds: ['fire', 'strange'] },
      createGroup: { name: 'X', parentId: 'far' },
      updatePermissions: {
        changes: [
          { userId: 'sam', area: 'users', level: 'viewer' },
          { userId: 'stranger', area: 'users', level: 'viewer' },
        ],
      },
    };
    for (const operation of operations.filter(({ operationId }) => operationId in foreign)) {
      const response = await perform(site, operation, { body: foreign[operation.operationId] });
      await expectProblem(response, 404, 'not-found');
    }
    for (const path of [
      '/v1/users?outsideGroup=far',
      '/v1/content?outsideGroup=far',
      '/v1/groups?parent=far',
    ]) {
      expect((await site.as('mia').get(path)).status).toBe(404);
    }
  });

  it('an address or a method that is not there', async () => {
    for (const [method, path] of [
      ['GET', '/v1/nothing'],
      ['PUT', '/v1/groups'],
      ['DELETE', '/v1/session'],
      ['GET', '/nothing'],
    ] as const) {
      const headers = { authorization: `Bearer ${site.tokens.mia}` };
      await expectProblem(await fetch(url + path, { method, headers }), 404, 'not-found');
    }
  });
});

describe('the token', () => {
  const sign = async (body: object) =>
    ((await send(`${url}/test/tokens`, { method: 'POST', body })).body as { token: string }).token;

  it.each(titled(operations))(
    '%s: none, broken, expired, forged or somebody’s who is not here',
    async (_, operation) => {
      const mine = { site: site.id, person: 'mia' };
      const good = site.tokens.mia ?? '';
      const [head, payload] = good.split('.');
      const bad = [
        '',
        'x',
        `${good}x`,
        `${head}.${payload}.`,
        `${btoa('{"alg":"none"}').replaceAll('=', '')}.${payload}.`,
        await sign({ ...mine, secret: 'another secret, long enough to sign with' }),
        await sign({ ...mine, expires: Date.now() - 1_000 }),
        await sign({ ...mine, person: 'nobody' }),
        await sign({ ...mine, site: 'nowhere' }),
      ];
      for (const token of bad) {
        const response = await perform(site, operation, { token });
        expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
        await expectProblem(response, 401, 'unauthenticated');
      }
      const basic = { authorization: `Basic ${btoa('mia:secret')}` };
      await expectProblem(await perform(site, operation, { headers: basic }), 401, 'unauthenticated');
    },
  );

  it('X-09 A: a token ends to the second, by the server’s clock', async () => {
    const expires = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
    const token = await sign({ site: site.id, person: 'mia', expires });
    const at = (now: number) =>
      fetch(`${url}/v1/session`, {
        headers: { authorization: `Bearer ${token}`, 'x-test-now': String(now) },
      });
    expect((await at(expires - 1_000)).status).toBe(200);
    expect((await at(expires)).status).toBe(401);
  });
});
