import { createQueries, createWorld } from './workload.mjs';

/** The workload's questions with the oracle's answers, and the peers, each with its questions in its own form. */
export async function askPeers(only) {
  const world = createWorld();
  const queries = createQueries(world);
  const peers = [];
  for (const file of ['casl', 'floors', 'provost']) {
    const module = await import(`./peers/${file}.mjs`);
    peers.push(...module.peers.filter(({ name }) => !only || only.includes(name)));
  }
  return { world, queries, peers: peers.map((peer) => prepare(peer, world, queries)) };
}

/** Gives a peer everything before the clock runs: permissions and resources as its host would hold them. */
function prepare(peer, world, { permission, resource, subject }) {
  peer.build(world);
  const own = (things, make = (thing) => thing) => {
    const made = new Map();
    return things.map((thing) => made.get(thing) ?? made.set(thing, make(thing)).get(thing));
  };
  const handles = world.subjects.map(({ index }) => peer.open(index));
  return {
    ...peer,
    permissions: own(permission, peer.permissionOf),
    resources: own(resource, peer.resourceOf),
    users: own(world.resources.user, peer.resourceOf),
    kinds: permission.map(({ kind }) => kind),
    askers: Array.from(subject, (index) => handles[index]),
    handles,
    texts: peer.wireOf ? world.subjects.map(({ index }) => peer.wireOf(index)) : [],
  };
}

/** How many of a peer's answers are not the oracle's. */
export function mismatches({ check, askers, permissions, resources }, { count, expected }) {
  let wrong = 0;
  for (let i = 0; i < count; i++) {
    if (Number(check(askers[i], permissions[i], resources[i])) !== expected[i]) wrong++;
  }
  return wrong;
}
