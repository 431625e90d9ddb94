// Our core in its four ways of asking: a permission as its token or its id, a resource with its numbers or without.
import { openAccess, parseSnapshot } from '@provost/authz-core';
import { modelOf } from '../provost-model.mjs';

const model = {};

function build(world) {
  if (model.world === world) return;
  Object.assign(model, { world, ...modelOf(world) });
  model.snapshots = world.subjects.map(({ index }) => model.snapshotOf(index));
}

const open = (subject) =>
  openAccess(model.policy, model.snapshots[subject], { now: 0, places: model.places });

const check = (access, permission, resource) => access.can(permission, resource);

const token = ({ key }) => model.policy.permission(key);
const id = ({ key }) => key;
const placed = (resource) => model.places.place(model.resourceOf(resource));
const plain = (resource) => model.resourceOf(resource);

const wire = {
  wireOf: (subject) => model.wireOf(subject),
  openWire: (text) => openAccess(model.policy, parseSnapshot(JSON.parse(text)), { now: 0 }),
};

export const peers = [
  { name: 'provost', note: 'token, placed resource', permissionOf: token, resourceOf: placed, ...wire },
  { name: 'provost-string', note: 'id, placed resource', permissionOf: id, resourceOf: placed },
  { name: 'provost-ids', note: 'token, plain resource', permissionOf: token, resourceOf: plain },
  { name: 'provost-plain', note: 'id, plain resource', permissionOf: id, resourceOf: plain },
].map((peer) => ({ ...peer, build, open, check }));
