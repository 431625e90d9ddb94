// The whole API in this process, and beside each question the same by hand, behind the same doors: the same app, the
// same checks of token, origin and body, the same JSON. What differs is what is asked of the database, and why.
import { createApp } from '@provost/server';
import { SITE } from './shape.mjs';

const NOW = Date.UTC(2026, 9, 1);

/** The app, with a way to ask it as somebody: the text of the answer, or an error. */
export function serve(db, policies) {
  let id = 0;
  const app = createApp({
    db,
    policies,
    newId: () => `id-${id++}`,
    now: () => NOW,
    verifyToken: (person) => Promise.resolve({ site: SITE, person }),
    log: ({ error }) => console.error(error),
  });
  const byHand = new Map();
  app.get('/v1/by-hand/:name', async (c) => c.json(await byHand.get(c.req.param('name'))()));
  const asker =
    (person) =>
    async (path, { headers, ...init } = {}) => {
      const response = await app.request(path, {
        ...init,
        headers: { authorization: `Bearer ${person}`, ...headers },
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
      return text;
    };
  return { asker, byHand };
}
