// A large site on PostgreSQL: each question over HTTP against the same by hand, without permissions; and a large move.
//   npm run bench -- scale                      fills a database of its own and throws it away
//   npm run bench -- scale --keep=/some/folder  keeps it there, for the next run
//   npm run bench -- scale --rounds=20
import { openDatabase, shippedPolicies } from '@provost/server/node';
import { sql } from 'kysely';
import { startPostgres } from '../../scripts/tools/postgres.mjs';
import { result } from '../measure.mjs';
import { compare } from './compare.mjs';
import { fill } from './fill.mjs';
import { moving } from './moving.mjs';
import { asked, cursorsOf, questionsTo } from './questions.mjs';
import { serve } from './serve.mjs';
import { SITE } from './shape.mjs';

const flag = (name) => process.argv.find((one) => one.startsWith(`--${name}=`))?.slice(name.length + 3);
const say = (text) => console.error(text);

export async function scale() {
  const rounds = Number(flag('rounds') ?? 40);
  // the rest is as PostgreSQL comes: the machine's memory is not ours to guess
  const settings = ['shared_buffers=512MB'];
  const server = await startPostgres({ keep: flag('keep'), settings });
  if (server.missing) {
    say(server.missing);
    return { results: [] };
  }
  try {
    const db = await openDatabase({ url: server.url });
    try {
      await filled(db);
      const app = serve(db, shippedPolicies);
      const questions = await askAll(db, app, rounds);
      const moves = await moving(db, app, Math.max(3, Math.floor(rounds / 8)));
      return {
        table: [...questions.table, ...moves.table],
        results: [...questions.results, ...moves.results],
      };
    } finally {
      await db.destroy();
    }
  } finally {
    server.stop();
  }
}

async function filled(db) {
  const { rows } = await sql`select 1 from sites where site = ${SITE}`.execute(db);
  if (rows.length === 0) await fill(db, say);
}

async function askAll(db, { asker, byHand }, rounds) {
  const cursors = await cursorsOf(db, [1_000]);
  const table = [];
  const results = [];
  for (const [policy, people] of Object.entries(asked)) {
    await sql`update sites set policy = ${policy} where site = ${SITE}`.execute(db);
    for (const [name, who] of Object.entries(people)) {
      for (const question of questionsTo(db, who, cursors)) {
        byHand.set('this', question.byHand);
        const ways = { path: question.path, byHand: '/v1/by-hand/this' };
        const measured = await compare(asker(who.id), ways, rounds);
        const title = `${question.name}, for ${name} (${policy})`;
        table.push({ question: title, ...measured });
        results.push(
          result(`${title}, times the time`, measured.API, 'ms', 'the same SQL by hand', measured.ratio),
        );
      }
    }
  }
  return { table, results };
}
