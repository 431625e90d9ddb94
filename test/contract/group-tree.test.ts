import { expect, inject, it } from 'vitest';
import { makeSite } from '../fixtures/site.js';

const groups = [
  { id: 'b', name: 'b' },
  { id: 'a', name: 'Åland', members: ['lea', 'ulf'] },
  { id: 'a-two', name: 'Two', parent: 'a' },
  { id: 'a-one', name: 'one', parent: 'a' },
  { id: 'a-one-deep', name: 'Deep', parent: 'a-one', members: ['ulf'] },
];
const people = [{ id: 'mia', role: 'manager' }, { id: 'lea', holds: [] }, { id: 'ulf' }];

it('the tree is in preorder, by name among those side by side, as lists are', async () => {
  const site = await makeSite(inject('serverUrl'), { people, groups });
  const { body } = await site.as('mia').get('/v1/group-tree');
  expect(body).toEqual({
    ids: ['a', 'a-one', 'a-one-deep', 'a-two', 'b'],
    names: ['Åland', 'one', 'Deep', 'Two', 'b'],
    depths: [1, 2, 3, 2, 1],
    members: [2, 0, 1, 0, 0],
    within: {},
  });
});

it('who has the tree already is told so, until it is another', async () => {
  const mia = (await makeSite(inject('serverUrl'), { people, groups })).as('mia');
  const first = await mia.get('/v1/group-tree');
  const known = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await mia.get('/v1/group-tree', known)).status).toBe(304);
  await mia.post('/v1/groups', { name: 'New' });
  const next = await mia.get('/v1/group-tree', known);
  expect(next.status).toBe(200);
  expect(next.body.names).toContain('New');
});

it('X-08 A: a leader’s tree holds their groups; one whose parent they may not see stands at the top', async () => {
  const holds = [{ role: 'leader', scopes: { group: ['a', 'a-one-deep'] } }];
  const site = await makeSite(inject('serverUrl'), {
    policy: 'group-leader',
    people: [{ id: 'lea', role: 'group-leader', holds }, { id: 'ulf' }],
    groups,
  });
  const { body } = await site.as('lea').get('/v1/group-tree');
  expect(body).toMatchObject({ ids: ['a', 'a-one-deep'], depths: [1, 1] });
  expect((await site.as('ulf').get('/v1/group-tree')).body.ids).toEqual([]);
});
