import { describe, expect, inject, it } from 'vitest';
import { makeSite, type TestSite } from '../fixtures/site.js';

const message = { subject: 'Monday', text: 'We begin at nine.' };

/** Lea leads Sales; Art has a leader of its own. */
const makeWorld = (): Promise<TestSite> =>
  makeSite(inject('serverUrl'), {
    policy: 'group-leader',
    people: [
      { id: 'ann', role: 'administrator' },
      { id: 'lea', role: 'group-leader', holds: [{ role: 'leader', scopes: { group: ['sales'] } }] },
      { id: 'sam' },
      { id: 'nia' },
      { id: 'bob' },
    ],
    groups: [
      { id: 'sales', members: ['sam', 'nia'] },
      { id: 'art', members: ['sam', 'bob', 'lea'] },
      { id: 'empty' },
    ],
  });

const writtenTo = async (site: TestSite) =>
  (await site.rows()).outbox?.map(({ recipient }) => recipient).sort();

describe('messages', () => {
  it('GL-05 A: a leader writes to one member of a led group, to several, and to all of it', async () => {
    const site = await makeWorld();
    const lea = site.as('lea');
    expect((await lea.post('/v1/messages', { userIds: ['sam'], ...message })).body).toMatchObject({
      recipients: 1,
    });
    expect(await writtenTo(site)).toEqual(['sam']);
    expect((await lea.post('/v1/messages', { userIds: ['sam', 'nia', 'sam'], ...message })).status).toBe(201);
    expect(await writtenTo(site)).toEqual(['nia', 'sam', 'sam']);
    expect((await lea.post('/v1/messages', { groupId: 'sales', ...message })).body).toMatchObject({
      recipients: 2,
    });
    expect(await writtenTo(site)).toEqual(['nia', 'nia', 'sam', 'sam', 'sam']);
  });

  it('GL-05 A: one recipient outside the led groups, and nothing is sent to anybody', async () => {
    const site = await makeWorld();
    const before = await site.rows();
    for (const to of [{ userIds: ['sam', 'bob'] }, { userIds: ['sam', 'nobody'] }, { groupId: 'art' }]) {
      const { status } = await site.as('lea').post('/v1/messages', { ...to, ...message });
      expect([403, 404], JSON.stringify(to)).toContain(status);
    }
    // GL-02: a member like any other writes to nobody, not even where they are
    expect((await site.as('sam').post('/v1/messages', { groupId: 'art', ...message })).status).toBe(404);
    expect((await site.as('sam').post('/v1/messages', { userIds: ['sam'], ...message })).status).toBe(403);
    expect(await site.rows()).toEqual(before);
  });

  it('X-05 A: says in the audit who wrote to whom, and is sent once for one key', async () => {
    const site = await makeWorld();
    const headers = { 'idempotency-key': 'monday' };
    const first = await site.as('lea').post('/v1/messages', { groupId: 'sales', ...message }, headers);
    const second = await site.as('lea').post('/v1/messages', { groupId: 'sales', ...message }, headers);
    expect(second.body).toEqual(first.body);
    expect(await writtenTo(site)).toEqual(['nia', 'sam']);
    const entries = (await site.rows()).audit?.filter(({ action }) => action === 'message-sent');
    expect(entries).toHaveLength(1);
    expect(entries?.[0]).toMatchObject({
      actor: 'lea',
      after: { groupId: 'sales', recipients: 2, subject: 'Monday' },
    });
  });

  it('says that a group without members has nobody to write to', async () => {
    const site = await makeWorld();
    const { status, body } = await site.as('ann').post('/v1/messages', { groupId: 'empty', ...message });
    expect([status, body.detail]).toEqual([409, 'The group has no members yet.']);
  });
});
