import { createProvost, type Provost } from '@provost/sdk';
import { expect, inject, it } from 'vitest';
import { makeSite } from '../fixtures/site.js';

const url = inject('serverUrl');

async function olga(): Promise<Provost> {
  const site = await makeSite(url, {
    policy: 'site-group-session',
    people: [{ id: 'olga', role: 'site-owner' }],
    content: [{ id: 'safety' }],
    groups: [{ id: 'east' }, { id: 'shop', parent: 'east' }, { id: 'west' }],
  });
  return createProvost({ baseUrl: url, token: () => site.tokens.olga ?? '' });
}

it('makes, changes, lists and deletes things of a type', async () => {
  const client = await olga();
  const made = await client.things.create('session', { name: 'Spring', within: { course: ['safety'] } });
  const changed = await client.things.update(made, { name: 'Summer' });
  expect([changed.name, (await client.things.get('session', made.id)).version]).toEqual(['Summer', 2]);
  expect((await client.things.list('session').page()).items.map(({ name }) => name)).toEqual(['Summer']);
  await expect(client.things.delete(changed)).rejects.toMatchObject({ code: 'has-dependents' });
  await client.things.delete(changed, { withAll: true });
  expect((await client.things.list('session').page()).total).toBe(0);
});

it('moves, archives, takes up and deletes whole trees of groups', async () => {
  const client = await olga();
  const tried = await client.groups.move('shop', { parentId: 'west', dryRun: true }, 1);
  expect([tried.impact?.affected, tried.group?.path.map(({ id }) => id)]).toEqual([0, ['west']]);
  const moved = await client.groups.move('shop', { parentId: 'west' }, 1);
  expect(moved.group?.path.map(({ id }) => id)).toEqual(['west']);
  const archived = await client.groups.archive('west', 1);
  expect(archived.archivedAt).not.toBe(null);
  expect((await client.groups.list({ archived: 'only' }).page()).items.map(({ id }) => id)).toEqual([
    'shop',
    'west',
  ]);
  const open = await client.groups.unarchive('west', archived.version);
  await expect(client.groups.delete('west', open.version)).rejects.toMatchObject({ code: 'has-children' });
  await client.groups.delete('west', open.version, { withBelow: true });
  expect((await client.groups.list().page()).items.map(({ id }) => id)).toEqual(['east']);
});
