import { beforeAll, describe, expect, inject, it } from 'vitest';
import { demoSites, shippedPolicies } from '@provost/server/node';
import { makeSite, send, type Answer, type TestSite } from '../fixtures/site.js';

const url = inject('serverUrl');
let site: TestSite;
let other: TestSite;

beforeAll(async () => {
  // Ann is a sub-manager and Editor of users in Sales; Mia a manager; Ulf a learner
  site = await makeSite(url, {
    settings: { editorViewer: true },
    people: [
      { id: 'mia', name: 'Mia', role: 'manager' },
      { id: 'ann', name: 'Ann', role: 'sub-manager', later: true },
      { id: 'bob', role: 'sub-manager', later: true },
      { id: 'ulf' },
    ],
    groups: [
      { id: 'sales', name: 'Sales', members: ['ulf'] },
      { id: 'north', parent: 'sales' },
      ...Array.from({ length: 7 }, (_, i) => ({ id: `team-${i}` })),
    ],
    levels: [{ group: 'sales', person: 'ann', levels: { users: 'editor' }, by: 'mia' }],
  });
  other = await makeSite(url, { groups: [{ id: 'far' }], people: [{ id: 'zoe', role: 'manager' }] });
});

const user = (id: string) => ({ type: 'user', id });
const group = (id: string) => ({ type: 'group', id });
const action = (name: string) => ({ name });
const ask = (person: string, path: string, body: unknown, headers = {}): Promise<Answer> =>
  site.as(person).post(`/access/v1/${path}`, body, headers);
const question = (who: string, name: string, where: string) => ({
  subject: user(who),
  action: action(name),
  resource: group(where),
});

describe('an evaluation', () => {
  const may = async (asker: string, who: string, name: string, where: string): Promise<unknown> => {
    const { status, body } = await ask(asker, 'evaluation', question(who, name, where));
    expect(status).toBe(200);
    return body.decision;
  };

  it('X-11 A: answers as the core decides', async () => {
    expect(await may('ann', 'ann', 'members.add', 'sales')).toBe(true);
    expect(await may('ann', 'ann', 'members.add', 'north')).toBe(false);
    expect(await may('ann', 'ann', 'content.add', 'sales')).toBe(false);
  });

  it('X-11 A: asking about another takes the permission to give them a role', async () => {
    expect(await may('mia', 'ann', 'members.add', 'sales')).toBe(true);
    expect(await may('bob', 'ann', 'members.add', 'sales')).toBe(false);
    const [hidden, nobody] = await Promise.all(
      ['ann', 'nobody'].map((who) => ask('bob', 'evaluation', question(who, 'members.add', 'sales'))),
    );
    expect(hidden?.body).toEqual(nobody?.body);
  });

  it('X-01 A: says why, in a sentence and in data', async () => {
    const yes = (await ask('mia', 'evaluation', question('ann', 'members.add', 'sales'))).body;
    expect(yes.context.reason_user).toMatch(/“Add members” is allowed through the role .*Sales.*Mia/);
    expect(yes.context.reason_admin.reasons[0]).toMatchObject({
      role: 'users-editor',
      scope: { type: 'group', id: 'sales' },
      assignment: { source: 'set', givenBy: 'mia' },
    });
    const no = (await ask('ann', 'evaluation', question('ann', 'content.add', 'sales'))).body;
    expect(no.context.reason_user).toContain('“Add courses and e-folders”');
    expect(no.context.reason_admin.missing[0]).toMatchObject({ permission: 'content.add' });
  });

  it('X-09 A: what is not here, or of no known kind, is refused', async () => {
    for (const name of ['__proto__', 'constructor', 'fly', '']) {
      expect(await may('mia', 'mia', name, 'sales')).toBe(false);
    }
    for (const where of ['far', 'nowhere', '__proto__'])
      expect(await may('mia', 'mia', 'members.add', where)).toBe(false);
    for (const change of [
      { resource: { type: 'castle', id: 'sales' } },
      { resource: { type: 'constructor', id: 'sales' } },
      { resource: user('ulf') },
      { subject: { type: 'robot', id: 'mia' } },
      { context: { for: user('ulf') } },
    ]) {
      const body = { ...question('mia', 'members.add', 'sales'), ...change };
      expect((await ask('mia', 'evaluation', body)).body, JSON.stringify(change)).toMatchObject({
        decision: false,
      });
    }
  });

  it('X-11 A: nobody tells the server where its own groups lie', async () => {
    const named = { ...group('nowhere'), properties: { within: { group: ['sales'] } } };
    const body = { ...question('ann', 'members.add', ''), resource: named };
    expect((await ask('ann', 'evaluation', body)).body.decision).toBe(false);
  });

  it('X-11 A: a refusal tells nothing of whether a group is there', async () => {
    const reason = async (where: string) =>
      (await ask('ulf', 'evaluation', question('ulf', 'members.add', where))).body as unknown;
    expect(await reason('north')).toEqual(await reason('nowhere'));
  });
});

describe('many evaluations', () => {
  const decisions = async (body: object): Promise<boolean[]> => {
    const answer = await ask('ann', 'evaluations', body);
    expect(answer.status, answer.text).toBe(200);
    return (answer.body.evaluations as { decision: boolean }[]).map(({ decision }) => decision);
  };
  const base = question('ann', 'members.add', 'sales');
  const items = [{}, { resource: group('north') }, { action: action('members.remove') }];

  it('X-11 A: what a question leaves out it takes from the top, in order', async () => {
    expect(await decisions({ ...base, evaluations: items })).toEqual([true, false, true]);
  });

  it('X-11 A: a default counts whole or not at all', async () => {
    const evaluations = [{ resource: { type: 'group' } }, { resource: { id: 'sales' } }, {}];
    expect(await decisions({ ...base, evaluations })).toEqual([false, false, true]);
  });

  it('X-11 A: a bad question among good ones is a refusal of its own', async () => {
    expect(await decisions({ ...base, evaluations: [7, null, { subject: 'ann' }, {}] })).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(await decisions({ evaluations: [base, { subject: user('ann') }] })).toEqual([true, false]);
  });

  it('X-11 A: stops where it is told to', async () => {
    const stopping = (evaluations_semantic: string) =>
      decisions({ ...base, evaluations: items, options: { evaluations_semantic } });
    expect(await stopping('execute_all')).toEqual([true, false, true]);
    expect(await stopping('deny_on_first_deny')).toEqual([true, false]);
    expect(await stopping('permit_on_first_permit')).toEqual([true]);
  });

  it('X-11 A: without a list it is one question', async () => {
    for (const body of [base, { ...base, evaluations: [] }]) {
      const answer = (await ask('ann', 'evaluations', body)).body;
      expect(answer.decision).toBe(true);
      expect(answer.evaluations).toBeUndefined();
    }
    const { evaluations, decision } = (await ask('ann', 'evaluations', { ...base, evaluations: [{}] })).body;
    expect([evaluations.length, decision]).toEqual([1, undefined]);
  });
});

describe('a search', () => {
  const found = async (person: string, path: string, body: object) => {
    const answer = await ask(person, `search/${path}`, body);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as {
      results: { type: string; id: string; name: string }[];
      page: { next_token: string };
    };
  };
  const ids = async (person: string, path: string, body: object): Promise<string[]> =>
    (await found(person, path, body)).results.map(({ id, name }) => id ?? name);

  it('X-16 A: who may, of the people whose access one may see', async () => {
    const body = { subject: { type: 'user' }, action: action('members.add'), resource: group('sales') };
    expect(await ids('mia', 'subject', body)).toEqual(['ann', 'mia']);
    expect(await ids('ann', 'subject', body)).toEqual(['ann']);
    expect(await ids('bob', 'subject', body)).toEqual([]);
    // an id of what is looked for says nothing
    expect(await ids('mia', 'subject', { ...body, subject: user('bob') })).toEqual(['ann', 'mia']);
  });

  it('X-16 A: what a person may do it to', async () => {
    const body = { subject: user('ann'), action: action('members.add'), resource: { type: 'group' } };
    expect(await ids('ann', 'resource', body)).toEqual(['sales']);
    expect(await ids('mia', 'resource', body)).toEqual(['sales']);
    expect(await ids('bob', 'resource', body)).toEqual([]);
    expect((await found('ann', 'resource', body)).results).toEqual([group('sales')]);
  });

  it('X-16 A: what a person may do here', async () => {
    const body = { subject: user('ann'), resource: group('sales') };
    const names = await ids('ann', 'action', body);
    expect(names).toContain('members.add');
    expect(names).not.toContain('content.add');
    const asked = names.map((name) => ({ action: action(name) }));
    const { evaluations } = (await ask('ann', 'evaluations', { ...body, evaluations: asked })).body;
    expect((evaluations as { decision: boolean }[]).every(({ decision }) => decision)).toBe(true);
  });

  it('X-11 A: comes in pages that hold everything once', async () => {
    const body = { subject: user('mia'), action: action('groups.edit'), resource: { type: 'group' } };
    const all = await ids('mia', 'resource', body);
    expect(all).toHaveLength(9);
    const pieces: string[] = [];
    let token = '';
    for (let turn = 0; turn < 10; turn++) {
      const { results, page } = await found('mia', 'resource', { ...body, page: { limit: 4, token } });
      pieces.push(...results.map(({ id }) => id));
      expect(results.length).toBeLessThanOrEqual(4);
      token = page.next_token;
      if (token === '') break;
    }
    expect(pieces).toEqual(all);
    const exact = await found('mia', 'resource', { ...body, page: { limit: 9 } });
    expect(exact.page.next_token).toBe('');
    const actions = await found('mia', 'action', {
      subject: user('mia'),
      resource: group('sales'),
      page: { limit: 1 },
    });
    expect([actions.results.length, actions.page.next_token === '']).toEqual([1, false]);
  });

  it('X-11 A: of what is not known it finds nothing', async () => {
    const none: [string, object][] = [
      ['subject', { subject: { type: 'robot' }, action: action('groups.edit'), resource: group('sales') }],
      ['subject', { subject: { type: 'user' }, action: action('groups.edit'), resource: group('far') }],
      ['subject', { subject: { type: 'user' }, action: action('toString'), resource: group('sales') }],
      ['resource', { subject: user('zoe'), action: action('groups.edit'), resource: { type: 'group' } }],
      ['resource', { subject: user('mia'), action: action('groups.edit'), resource: { type: 'user' } }],
      ['resource', { subject: user('mia'), action: action('groups.edit'), resource: { type: '__proto__' } }],
      ['action', { subject: user('nobody'), resource: group('sales') }],
      ['action', { subject: user('mia'), resource: { type: 'castle', id: 'sales' } }],
    ];
    for (const [path, body] of none) expect(await ids('mia', path, body), JSON.stringify(body)).toEqual([]);
  });
});

describe('another policy', () => {
  it('X-11 A: something the server does not store lies where the question says', async () => {
    const led = await makeSite(url, {
      policy: 'group-leader',
      people: [
        { id: 'lea', holds: [{ role: 'group-leader' }, { role: 'leader', scopes: { group: ['sales'] } }] },
        { id: 'sam' },
      ],
      groups: [{ id: 'sales', members: ['sam'] }, { id: 'art' }],
      resources: [{ type: 'record', id: 'sam-fire', owner: 'sam', within: { through: ['sales'] } }],
    });
    const may = async (id: string, properties?: object): Promise<unknown> => {
      const resource = { type: 'record', id, ...(properties ? { properties } : {}) };
      const body = { subject: user('lea'), action: action('progress.view'), resource };
      return (await led.as('lea').post('/access/v1/evaluation', body)).body.decision;
    };
    expect(await may('sam-fire')).toBe(true);
    expect(await may('elsewhere')).toBe(false);
    expect(await may('elsewhere', { within: { through: ['sales'] } })).toBe(true);
    expect(await may('elsewhere', { within: { through: ['art'] } })).toBe(false);
    // of what it stores the server knows better
    expect(await may('sam-fire', { within: { through: ['art'] } })).toBe(true);
  });
});

describe('every policy', () => {
  const site = (id: string) => demoSites(shippedPolicies).find(({ policy }) => policy === id);
  const withSite = shippedPolicies.flatMap((policy) => {
    const spec = site(policy.id);
    return spec ? [[policy.id, policy, spec] as const] : [];
  });

  it.each(withSite)('X-11 A: %s: a search finds what an evaluation says yes to', async (_, policy, spec) => {
    const made = await makeSite(url, { ...spec, id: `${spec.id}-${crypto.randomUUID()}` });
    const people = spec.people.map(({ id }) => id);
    // whoever comes first may do everything, and so see everybody's access
    const as = made.as(people[0] ?? '');
    const post = async (path: string, body: object) => (await as.post(`/access/v1/${path}`, body)).body;
    const named = (all: readonly { id: string }[] = []) => all.map(({ id }) => id);
    const idsOf = (type: string): string[] => {
      if (type === 'user') return people;
      if (type === 'group') return named(spec.groups);
      if (type === 'site') return [made.id];
      return named([...(spec.content ?? []), ...(spec.resources ?? [])].filter((one) => one.type === type));
    };
    let [yes, no] = [0, 0];
    const check = async (path: string, body: object, questions: { id: string; question: object }[]) => {
      const { results } = await post(`search/${path}`, body);
      const { evaluations } = await post('evaluations', {
        ...body,
        evaluations: questions.map(({ question }) => question),
      });
      const may = questions.filter((_one, i) => evaluations[i].decision).map(({ id }) => id);
      expect(named(results).sort(), JSON.stringify(body)).toEqual(may.sort());
      yes += may.length;
      no += questions.length - may.length;
    };
    // all of them are compared in the database; through HTTP some two dozen
    const every = Math.ceil(policy.permissions.size / 24);
    const tried = [...policy.permissions.values()].filter((_one, i) => i % every === 0);
    for (const [turn, { id: name, type, second }] of tried.entries()) {
      const person = people[turn % people.length] ?? '';
      const seconds = idsOf(second);
      const other = { type: second, id: seconds[turn % seconds.length] ?? '' };
      const common = { action: action(name), ...(second ? { context: { for: other } } : {}) };
      const ids = idsOf(type);
      await check(
        'resource',
        { ...common, subject: user(person), resource: { type } },
        ids.map((id) => ({ id, question: { resource: { type, id } } })),
      );
      const resource = { type, id: ids[turn % ids.length] ?? '' };
      await check(
        'subject',
        { ...common, subject: { type: 'user' }, resource },
        people.map((id) => ({ id, question: { subject: user(id) } })),
      );
    }
    expect(Math.min(yes, no)).toBeGreaterThan(10);
  });
});

describe('the manners of the standard', () => {
  const paths = ['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action'];
  const whole = {
    subject: user('mia'),
    action: action('groups.edit'),
    resource: group('sales'),
  };

  it.each(paths)('X-11 A: %s: a request that is not well formed is told so in a sentence', async (path) => {
    const bad: unknown[] = [
      '{',
      'null',
      '[]',
      '7',
      '{}',
      { ...whole, subject: 7 },
      { ...whole, resource: [] },
    ];
    const { resource: _left, ...less } = whole;
    for (const body of [...bad, less, { ...whole, subject: { type: 7, id: 'mia' } }]) {
      const answer = await ask('mia', path, body);
      expect([answer.status, answer.headers.get('content-type')], JSON.stringify(body)).toEqual([
        400,
        'text/plain; charset=utf-8',
      ]);
      expect(answer.text.length).toBeGreaterThan(5);
    }
    const empty = await site.as('mia').post(`/access/v1/${path}`);
    expect(empty.status).toBe(400);
    const xml = await ask('mia', path, '<a/>', { 'content-type': 'application/xml' });
    expect(xml.status).toBe(400);
    const semantic = { ...whole, evaluations: [{}], options: { evaluations_semantic: 'any' } };
    if (path === 'evaluations') expect((await ask('mia', path, semantic)).status).toBe(400);
    if (path.startsWith('search')) {
      for (const page of [{ limit: 0 }, { limit: 'x' }, { token: '%' }, 7])
        expect((await ask('mia', path, { ...whole, page })).status, JSON.stringify(page)).toBe(400);
    }
  });

  it.each(paths)('X-11 A: %s: unknown fields are passed over', async (path) => {
    const body = { ...whole, colour: 'red', subject: { ...whole.subject, hue: 1, properties: { a: 1 } } };
    expect((await ask('mia', path, body)).status).toBe(200);
  });

  it.each(paths)('X-11 A: %s: nobody without a token', async (path) => {
    const body = JSON.stringify(whole);
    const headers = { 'content-type': 'application/json' };
    const response = await send(`${url}/access/v1/${path}`, { method: 'POST', body, headers });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('X-11 A: the request id comes back', async () => {
    const given = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' };
    for (const body of [whole, '{'])
      expect((await ask('mia', 'evaluation', body, given)).headers.get('x-request-id')).toBe(
        given['x-request-id'],
      );
  });

  it('X-11 A: the metadata name every endpoint', async () => {
    const { status, body } = await send(`${url}/.well-known/authzen-configuration`);
    expect([status, body.policy_decision_point]).toEqual([200, url]);
    for (const [name, address] of Object.entries(body as Record<string, string>)) {
      if (!name.endsWith('_endpoint')) continue;
      const response = await fetch(address, {
        method: 'POST',
        body: JSON.stringify(whole),
        headers: { 'content-type': 'application/json', authorization: `Bearer ${site.tokens.mia}` },
      });
      expect(response.status, name).toBe(200);
    }
    expect(body.capabilities).toEqual([]);
  });

  it('X-11 A: another site’s people and groups are not there', async () => {
    const body = { subject: user('zoe'), action: action('groups.edit'), resource: group('sales') };
    expect((await other.as('zoe').post('/access/v1/evaluation', body)).body.decision).toBe(false);
  });
});
