import { createProvost } from '@provost/sdk';
import { describe, expect, inject, it } from 'vitest';
import { makeSite } from '../fixtures/site.js';

const baseUrl = inject('serverUrl');
const site = () =>
  makeSite(baseUrl, {
    settings: { editorViewer: true },
    people: [
      { id: 'mia', name: 'Mia', role: 'manager' },
      { id: 'sam', name: 'Sam', role: 'sub-manager' },
    ],
    groups: [{ id: 'sales', name: 'Sales' }],
  });

describe('the client', () => {
  it('previews changes, makes them, lists what is held, and undoes them', async () => {
    const made = await site();
    const rows = () => made.rows();
    const { changes, assignments, audit } = createProvost({ baseUrl, token: made.tokens.mia ?? '' });
    const set = [
      { kind: 'set-level', groupId: 'sales', userId: 'sam', area: 'users', level: 'viewer' } as const,
    ];
    const before = await rows();
    expect((await changes.preview(set)).impact).toMatchObject({ affected: 1 });
    expect(await rows()).toEqual(before);
    const done = await changes.apply({ changes: set });
    expect(done.results).toEqual([{ index: 0, status: 'changed' }]);
    const held = [];
    for await (const one of assignments.list({ userId: 'sam', limit: 1 })) held.push(one.role);
    expect(held).toEqual(['content-editor', 'sub-manager', 'users-editor']);
    const { items } = await audit.list({ resourceType: 'group', resourceId: 'sales' }).page();
    expect(items).toMatchObject([{ action: 'level-set', changeId: done.id }]);
    expect(await changes.undo(done.id)).toMatchObject({ undone: 1 });
    await expect(audit.undo(items[0]?.id ?? '')).rejects.toMatchObject({ status: 409, code: 'newer-change' });
    expect((await audit.export({ actor: 'mia' })).split('\r\n')).toHaveLength(4);
    expect(audit.csvUrl({ actor: 'mia', from: '2026-01-01T00:00:00Z' })).toBe(
      `${baseUrl}/v1/audit.csv?actor=mia&from=2026-01-01T00%3A00%3A00Z`,
    );
  });
});
