// A subtree of 5,000 groups goes below another group and back, while others read without a pause: each answer shows all
// of it moved, or none.
import { sql } from 'kysely';
import { median, medianRatio, result } from '../measure.mjs';
import { summary } from './compare.mjs';
import * as of from './shape.mjs';

const TOP = of.groupId(of.treeAt(of.LARGE_TREES - 1));
const TARGET = of.groupId(of.smallTreeAt(0));
const ADMINISTRATOR = of.personId(of.ADMINISTRATORS.from);

/** There by the API, back by the same statement by hand. */
export async function moving(db, { asker }, rounds) {
  await sql`update sites set policy = 'site-group-session' where site = ${of.SITE}`.execute(db);
  const ask = asker(ADMINISTRATOR);
  const times = { API: [], hand: [] };
  for (let round = 0; round < rounds; round++) {
    const readers = startReaders(asker);
    times.API.push(await timed(() => moveByApi(ask)));
    const seen = await readers.stop();
    if (round === 0) console.error(`while it moved: ${JSON.stringify(seen)}`);
    times.hand.push(await timed(() => moveBack(db)));
    // as autovacuum does some time after 5,000 rows were written anew
    await sql`vacuum analyze groups`.execute(db);
  }
  const title = `moving a subtree of ${of.TREE} groups while others read`;
  return {
    table: [{ question: title, ...summary(times) }],
    results: [
      result(
        `${title}, times the time`,
        median(times.API),
        'ms',
        'the update by hand, with nobody reading',
        medianRatio(times.API, times.hand),
      ),
    ],
  };
}

const pause = () => new Promise((done) => setTimeout(done, 5));

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function moveByApi(ask) {
  const group = JSON.parse(await ask(`/v1/groups/${TOP}`));
  const { group: moved } = JSON.parse(
    await ask(`/v1/groups/${TOP}/move`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': `"${group.version}"` },
      body: JSON.stringify({ parentId: TARGET, confirm: true }),
    }),
  );
  if (moved.parentId !== TARGET) throw new Error('The group did not move');
}

function moveBack(db) {
  const [from, to] = [`/${TARGET}/${TOP}/`, `/${TOP}/`];
  return sql`
    update groups set path = ${to}::text || substr(path, ${from.length + 1}::int),
      parent_id = case when id = ${TOP} then null else parent_id end,
      version = case when id = ${TOP} then version + 1 else version end
    where site = ${of.SITE} and path >= ${from} and path < ${from.slice(0, -1)} || '0'`.execute(db);
}

/** Each reads over and over, and says which answers it saw how often; an answer with half of it is an error. */
function startReaders(asker) {
  const seen = {};
  const saw = (what) => (seen[what] = (seen[what] ?? 0) + 1);
  let done = false;
  const loops = [
    // whose reach the move widens, from 25 groups to 5,025: the owner of where it goes
    async () => {
      const { total } = JSON.parse(await asker(of.personId(of.OWNER_OF_SMALL))('/v1/groups?limit=50'));
      if (total !== of.SMALL && total !== of.SMALL + of.TREE) throw new Error(`saw ${total} groups`);
      saw(`an owner of ${total} groups`);
    },
    // who sees everything: all that matches lies in the one place, or in the other
    async () => {
      const { items } = JSON.parse(await asker(ADMINISTRATOR)('/v1/groups?limit=100&search=project%2041'));
      const tops = new Set(items.map(({ path }) => path[0].id));
      if (items.length < 100 || tops.size !== 1) throw new Error(`saw groups in ${tops.size} places`);
      saw(tops.has(TARGET) ? 'all of it there' : 'all of it here');
    },
  ].map(async (look) => {
    while (!done) await look();
  });
  return {
    /** When each has seen the end of it. */
    async stop() {
      while (Object.keys(seen).length < 2 * loops.length) await Promise.race([...loops, pause()]);
      done = true;
      await Promise.all(loops);
      return seen;
    },
  };
}
