import { describe, expect, inject, it } from 'vitest';
import { ANY_VERSION, makeSite, type TestSite } from '../fixtures/site.js';
import { bodies, operations, perform, world, type Operation } from './operations.js';

const url = inject('serverUrl');
/** A list of addresses is too long for an address: it is read by POST. */
const writes = operations.filter(
  ({ method, operationId }) => method !== 'GET' && operationId !== 'lookupUsers',
);
const titled = (list: readonly Operation[]) => list.map((one) => [one.operationId, one] as const);

/** A site on which the operation goes through: what is to be restored has been deleted. */
async function siteFor({ operationId }: Operation): Promise<TestSite> {
  const site = await makeSite(url, world);
  if (operationId === 'unarchiveGroup')
    await site.as('mia').post('/v1/groups/sales/archive', undefined, ANY_VERSION);
  if (operationId === 'restoreGroup') await site.as('mia').delete('/v1/groups/sales', ANY_VERSION);
  return site;
}

const count = async (site: TestSite) => (await site.rows()).audit?.length ?? 0;

describe('every write', () => {
  it.each(titled(writes))(
    '%s leaves one audit entry that says who, when, what and why',
    async (_, operation) => {
      const site = await siteFor(operation);
      const before = await count(site);
      const response = await perform(site, operation);
      expect(response.status).toBeLessThan(300);
      const entries = ((await site.rows()).audit ?? [])
        .sort((a, b) => Number(a.id) - Number(b.id))
        .slice(before);
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({ actor: 'mia', request_id: response.headers.get('x-request-id') });
      expect(entries[0]?.before ?? entries[0]?.after).toBeTruthy();
      const roles = (entries[0]?.why as { role: string }[]).map(({ role }) => role);
      expect(new Set(roles)).toEqual(new Set(['manager']));
    },
  );

  it.each(titled(writes))('%s that changes nothing is not audited', async (_, operation) => {
    const site = await siteFor(operation);
    const again = /^(add|remove|update)/.test(operation.operationId);
    if (!again) return;
    await perform(site, operation);
    const before = await site.rows();
    expect((await perform(site, operation)).status).toBe(200);
    expect(await site.rows()).toEqual(before);
  });

  it.each(titled(writes))('%s by somebody without the right changes nothing', async (_, operation) => {
    const site = await siteFor(operation);
    const before = await site.rows();
    const response = await perform(site, operation, { token: site.tokens.ulf ?? '' });
    expect([403, 404]).toContain(response.status);
    expect(await site.rows()).toEqual(before);
  });
});

describe('If-Match', () => {
  const versioned = writes.filter(({ takes }) => takes('if-match'));

  it('is taken by every change and deletion', () => {
    const changes = writes.filter(
      ({ method, path }) => method === 'PATCH' || method === 'DELETE' || /\/(move|(un)?archive)$/.test(path),
    );
    expect(versioned.map(({ operationId }) => operationId)).toEqual(
      changes.map(({ operationId }) => operationId),
    );
  });

  it.each(titled(versioned))('%s without it: 428', async (_, operation) => {
    const site = await siteFor(operation);
    const before = await site.rows();
    const headers = { authorization: `Bearer ${site.tokens.mia}`, 'content-type': 'application/json' };
    const body = bodies[operation.operationId];
    const response = await fetch(url + operation.path, {
      method: operation.method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    expect(response.status).toBe(428);
    expect(await response.json()).toMatchObject({ code: 'version-required' });
    expect(await site.rows()).toEqual(before);
  });

  it.each(titled(versioned))('%s with another version: 412 with the current one', async (_, operation) => {
    const site = await siteFor(operation);
    const before = await site.rows();
    for (const tag of ['"99"', 'W/"1"', '1', '""', '"0", "7"']) {
      const response = await perform(site, operation, { headers: { 'if-match': tag } });
      expect(response.status, tag).toBe(412);
      const { currentVersion } = (await response.json()) as { currentVersion: number };
      expect(currentVersion).toBeGreaterThan(0);
    }
    expect(await site.rows()).toEqual(before);
  });

  it.each(titled(versioned.filter(({ method }) => method === 'PATCH')))(
    '%s: of two with the same version, one wins',
    async (_, operation) => {
      const site = await siteFor(operation);
      const stale = await perform(site, operation, { headers: { 'if-match': '"99"' } });
      const { currentVersion } = (await stale.json()) as { currentVersion: number };
      const headers = { 'if-match': `"${currentVersion}"` };
      const answers = await Promise.all([1, 2, 3].map(() => perform(site, operation, { headers })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    },
  );
});

describe('Idempotency-Key', () => {
  const keyed = writes.filter(({ takes }) => takes('idempotency-key'));
  const key = { 'idempotency-key': 'k-1' };

  it.each(titled(keyed))('%s again with the same key: the same answer, done once', async (_, operation) => {
    const site = await siteFor(operation);
    const first = await perform(site, operation, { headers: key });
    const before = await site.rows();
    const second = await perform(site, operation, { headers: key });
    expect([second.status, await second.json()]).toEqual([first.status, await first.json()]);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await site.rows()).toEqual(before);
  });

  it.each(titled(keyed))('%s five times at once: done once', async (_, operation) => {
    const site = await siteFor(operation);
    const before = await count(site);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => perform(site, operation, { headers: key })));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(texts).size).toBe(1);
    expect(await count(site)).toBe(before + 1);
  });

  it('the key with another request: 409', async () => {
    const site = await makeSite(url, world);
    const mia = site.as('mia');
    expect((await mia.post('/v1/groups', { name: 'One' }, key)).status).toBe(201);
    const { status, body } = await mia.post('/v1/groups', { name: 'Two' }, key);
    expect([status, (body as { code: string }).code]).toEqual([409, 'key-reused']);
    expect((await mia.post('/v1/groups/sales/members', { userIds: ['kim'] }, key)).status).toBe(409);
  });

  it('somebody else’s key is their own', async () => {
    const site = await makeSite(url, world);
    expect((await site.as('mia').post('/v1/groups', { name: 'One' }, key)).status).toBe(201);
    expect((await site.as('sam').post('/v1/groups', { name: 'Two' }, key)).status).toBe(201);
  });

  it('a request that failed may be sent again with its key', async () => {
    const site = await makeSite(url, world);
    const create = () => site.as('mia').post('/v1/groups', { name: 'sales' }, key);
    expect((await create()).body).toMatchObject({ code: 'name-taken' });
    await site.as('mia').patch('/v1/groups/sales', { name: 'Renamed' }, ANY_VERSION);
    expect((await create()).status).toBe(201);
  });

  it('after a day the key is new', async () => {
    const site = await makeSite(url, world);
    const mia = site.as('mia');
    expect((await mia.post('/v1/groups', { name: 'One' }, key)).status).toBe(201);
    const later = { ...key, 'x-test-now': String(Date.now() + 23.9 * 3_600_000) };
    expect((await mia.post('/v1/groups', { name: 'Two' }, later)).status).toBe(409);
    const tomorrow = Date.now() + 24.1 * 3_600_000;
    const body = { site: site.id, person: 'mia', expires: tomorrow + 3_600_000 };
    const { token } = (await (
      await fetch(`${url}/test/tokens`, { method: 'POST', body: JSON.stringify(body) })
    ).json()) as { token: string };
    const create = operations.find(({ operationId }) => operationId === 'createGroup') as Operation;
    const response = await perform(site, create, {
      token,
      body: { name: 'Two' },
      headers: { ...key, 'x-test-now': String(tomorrow) },
    });
    expect(response.status).toBe(201);
  });
});

describe('what does not go with what is there', () => {
  const conflict = async (
    site: TestSite,
    send: (mia: ReturnType<TestSite['as']>) => Promise<{ status: number; body: unknown }>,
  ) => {
    const before = await site.rows();
    const { status, body } = await send(site.as('mia'));
    expect(status).toBe(409);
    expect(await site.rows()).toEqual(before);
    return (body as { code: string }).code;
  };

  it('a name beside the same name, an address or external id that somebody has', async () => {
    const site = await makeSite(url, {
      ...world,
      people: [...world.people, { id: 'pat', email: 'pat@example.org', externalId: 'E-1' }],
    });
    const user = { name: 'Pat', email: 'other@example.org' };
    expect(await conflict(site, (mia) => mia.post('/v1/groups', { name: 'sales' }))).toBe('name-taken');
    expect(await conflict(site, (mia) => mia.patch('/v1/groups/north', { name: 'sales' }, ANY_VERSION))).toBe(
      'name-taken',
    );
    expect(await conflict(site, (mia) => mia.post('/v1/users', { ...user, email: 'PAT@example.org' }))).toBe(
      'email-taken',
    );
    expect(await conflict(site, (mia) => mia.post('/v1/users', { ...user, externalId: 'E-1' }))).toBe(
      'external-id-taken',
    );
    expect(
      await conflict(site, (mia) => mia.patch('/v1/users/ulf', { email: 'pat@example.org' }, ANY_VERSION)),
    ).toBe('email-taken');
  });

  it('deleting a group with groups below it, restoring one that is there or whose parent is gone', async () => {
    const site = await makeSite(url, {
      ...world,
      groups: [...world.groups, { id: 'below', parent: 'sales' }],
    });
    expect(await conflict(site, (mia) => mia.delete('/v1/groups/sales', ANY_VERSION))).toBe('has-children');
    expect(await conflict(site, (mia) => mia.post('/v1/groups/north/restore'))).toBe('conflict');
    await site.as('mia').delete('/v1/groups/below', ANY_VERSION);
    await site.as('mia').delete('/v1/groups/sales', ANY_VERSION);
    expect(await conflict(site, (mia) => mia.post('/v1/groups/below/restore'))).toBe('conflict');
  });

  it('of two managers who demote each other at once, one stays', async () => {
    const site = await makeSite(url, { ...world, people: [...world.people, { id: 'max', role: 'manager' }] });
    const demote = (by: string, whom: string) =>
      site.as(by).patch(`/v1/users/${whom}`, { role: 'user' }, ANY_VERSION);
    const answers = await Promise.all([demote('mia', 'max'), demote('max', 'mia')]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('lists', () => {
  it('pages hold every row once, in one order, whatever the limit', async () => {
    const people = Array.from({ length: 23 }, (_, i) => ({ id: `p${i}`, name: `Person ${i % 5}` }));
    const site = await makeSite(url, { ...world, people: [...world.people, ...people] });
    const all = ((await site.as('mia').get('/v1/users?limit=200')).body as { items: { id: string }[] }).items;
    for (const limit of [1, 4, 27]) {
      const ids: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body } = await site.as('mia').get(`/v1/users?limit=${limit}${cursor && `&cursor=${cursor}`}`);
        const page = body as { items: { id: string }[]; next: string | null; total: number };
        expect(page.total).toBe(all.length);
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.next;
      }
      expect(ids).toEqual(all.map(({ id }) => id));
    }
  });

  it('a search finds names whatever their case and accents', async () => {
    const site = await makeSite(url, {
      ...world,
      people: [...world.people, { id: 'd', name: 'Diego Ramírez' }],
    });
    for (const search of ['ramirez', 'RAMÍREZ', ' diego ']) {
      const { body } = await site.as('mia').get(`/v1/users?search=${encodeURIComponent(search)}`);
      expect(body).toMatchObject({ total: 1, items: [{ id: 'd' }] });
    }
  });

  it('the session says «unchanged» to who has it', async () => {
    const site = await makeSite(url, world);
    for (const path of ['/v1/session', '/v1/catalogue']) {
      const { headers } = await site.as('sam').get(path);
      const etag = headers.get('etag') ?? '';
      expect((await site.as('sam').get(path, { 'if-none-match': etag })).status).toBe(304);
      expect((await site.as('sam').get(path, { 'if-none-match': '"x"' })).status).toBe(200);
    }
  });
});
