import { randomUUID } from 'node:crypto';
import { prepareSites } from '../demo/demo.js';
import { policies } from './policies.js';
import { openStore, placeOf, type Environment } from './store.js';

/** Makes a site for each policy where there is none, and says which, and whom one can sign in as. */
export async function makeDemo(env: Environment): Promise<void> {
  const store = await openStore(env);
  try {
    const sites = await prepareSites({ db: store.db, policies, now: Date.now, newId: randomUUID, env });
    for (const { policy, id, name, people } of sites) {
      console.log(`${policy}: ${name}, site ${id}`);
      console.log(`  ${people.map((person) => `${person.id} (${person.label})`).join(', ')}`);
    }
    console.log(`They are in ${placeOf(env)}. To try them: provost serve --demo`);
  } finally {
    await store.close();
  }
}
