import { describe, expect, it } from 'vitest';
import { Outbox } from './outbox.js';

const data = '{"type":"group","id":"sales","action":"group-changed"}';
const change = { event: 'change', data } as const;

describe('what waits for a reader', () => {
  it('goes in the order in which it came, with where the reader stands after each', async () => {
    const outbox = new Outbox();
    outbox.push(change, '1:1:');
    outbox.push({ event: 'access', data: '{}' }, '2:2:');
    expect(await outbox.take()).toBe(
      `event: change\ndata: ${data}\nid: 1:1:\n\n` + 'event: access\ndata: {}\nid: 2:2:\n\n',
    );
  });

  it('X-07 A: is dropped when it is too much, and the reader is told to begin anew', async () => {
    const outbox = new Outbox();
    for (let i = 0; i < 1_000; i++) outbox.push(change, `${i}:${i}:`);
    const text = (await outbox.take()) ?? '';
    const [first, ...later] = text.split('\n\n').filter(Boolean);
    expect(first).toMatch(/^event: reset\n/);
    expect(later.length).toBeLessThan(200);
    expect(text.endsWith('id: 999:999:\n\n')).toBe(true);
  });

  it('is sent before the end, and nothing after it', async () => {
    const outbox = new Outbox();
    const waiting = outbox.take();
    outbox.push(change, '1:1:');
    expect(await waiting).toContain('event: change');
    outbox.push(change, '2:2:');
    outbox.end();
    outbox.push(change, '3:3:');
    expect(await outbox.take()).toContain('id: 2:2:');
    expect(await outbox.take()).toBeUndefined();
  });

  it('ends who waits for more', async () => {
    const outbox = new Outbox();
    const waiting = outbox.take();
    outbox.end();
    expect(await waiting).toBeUndefined();
  });

  it('has no sign of life behind what waits anyway', async () => {
    const outbox = new Outbox();
    outbox.push(change, '1:1:');
    outbox.ping('2:2:');
    expect(await outbox.take()).not.toContain('ping');
    outbox.ping('2:2:');
    expect(await outbox.take()).toBe(': ping\nid: 2:2:\n\n');
  });
});
