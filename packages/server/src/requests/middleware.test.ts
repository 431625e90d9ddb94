import { Hono } from 'hono';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Env } from './handle.js';
import { limitBody } from './middleware.js';
import { answerError } from './problems.js';

const MB = 1024 * 1024;
const log = vi.fn();
const app = new Hono<Env>()
  .use(limitBody())
  .post('/', async (c) => c.text(String((await c.req.text()).length)));
app.onError((error, c) => answerError(error, c, log));

/** Posts as many megabytes as are asked for, up to `size`, and then does as `last` says. */
function post(size: number, last: 'end' | 'stall' | 'break', headers: Record<string, string> = {}) {
  const megabyte = new Uint8Array(MB).fill(32);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (sent < size) {
          sent++;
          return controller.enqueue(megabyte);
        }
        if (last === 'end') controller.close();
        if (last === 'break') controller.error(new Error('gone'));
        return undefined;
      },
    },
    { highWaterMark: 0 },
  );
  const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
  return { answer: app.request('/', init), sent: () => sent };
}

describe('a body', () => {
  afterEach(() => void vi.useRealTimers());

  it('of 1 MB is let through', async () => {
    const answer = await post(1, 'end').answer;
    expect([answer.status, await answer.text()]).toEqual([200, String(MB)]);
  });

  it.each([{}, { 'content-length': String(3 * MB) }])(
    'of 3 MB is taken in before it is refused: %o',
    async (headers) => {
      const { answer, sent } = post(3, 'end', headers);
      const { status, headers: answered } = await answer;
      expect([status, sent(), answered.get('connection')]).toEqual([413, 3, null]);
    },
  );

  it('without an end is refused, and the connection with it', async () => {
    const { answer, sent } = post(Infinity, 'end');
    const { status, headers } = await answer;
    expect([status, headers.get('connection')]).toEqual([413, 'close']);
    expect(sent()).toBeLessThan(20);
  });

  it('that stops coming is refused in the end, and the connection with it', async () => {
    vi.useFakeTimers();
    const { answer } = post(2, 'stall');
    // the wait begins when all that came is read
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.runAllTimersAsync();
    const { status, headers } = await answer;
    expect([status, headers.get('connection')]).toEqual([413, 'close']);
  });

  it('that breaks off is no failure of the server', async () => {
    expect((await post(0, 'break').answer).status).toBe(400);
    expect((await post(2, 'break').answer).status).toBe(413);
    expect(log).not.toHaveBeenCalled();
  });
});
