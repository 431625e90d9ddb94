// What could be had by hand, as a measure of what an engine costs: numbers in, no words, no questions asked.

let world;
let first;
let end;

/** Numbers the groups in preorder: what is below a group lies between its own number and its end. */
function build(built) {
  world = built;
  first = new Int32Array(world.groups.length);
  end = new Int32Array(world.groups.length);
  const children = world.groups.map(() => []);
  const roots = [];
  for (const { index, parent } of world.groups) (parent < 0 ? roots : children[parent]).push(index);
  let next = 0;
  const visit = (group) => {
    first[group] = next++;
    children[group].forEach(visit);
    end[group] = next;
  };
  roots.forEach(visit);
}

function setBits(bits, offset, assignment) {
  for (const index of world.effective(assignment)) bits[offset + (index >>> 5)] |= 1 << (index & 31);
}

/** Scope → bits, asked for every ancestor written on the resource. */
const bitset = {
  name: 'floor-bitset',
  note: 'a map of bits by scope, ancestors on the resource',
  build,
  open(subject) {
    const scopes = new Map();
    for (const assignment of world.subjects[subject].assignments) {
      const bits = scopes.get(assignment.scopeId) ?? new Uint32Array(3);
      scopes.set(assignment.scopeId, bits);
      setBits(bits, 0, assignment);
    }
    return scopes;
  },
  check(scopes, { index }, { scopeIds }) {
    const word = index >>> 5;
    const bit = 1 << (index & 31);
    for (let i = 0; i < scopeIds.length; i++) {
      const bits = scopes.get(scopeIds[i]);
      if (bits !== undefined && (bits[word] & bit) !== 0) return true;
    }
    return false;
  },
};

/** Intervals of the tree, scanned: a person has eight assignments at most. */
const interval = {
  name: 'floor-interval',
  note: 'intervals of the tree, scanned',
  build,
  open(subject) {
    const held = {
      site: new Uint32Array(3),
      groups: 0,
      low: new Int32Array(8),
      high: new Int32Array(8),
      groupBits: new Uint32Array(24),
      courses: 0,
      course: new Int32Array(8),
      courseBits: new Uint32Array(24),
    };
    for (const assignment of world.subjects[subject].assignments) {
      if (assignment.scopeType === 'site') setBits(held.site, 0, assignment);
      else if (assignment.scopeType === 'group') {
        const group = assignment.scopeId - 1;
        held.low[held.groups] = first[group];
        held.high[held.groups] = end[group];
        setBits(held.groupBits, 3 * held.groups++, assignment);
      } else {
        held.course[held.courses] = Number(assignment.scope.slice(2));
        setBits(held.courseBits, 3 * held.courses++, assignment);
      }
    }
    return held;
  },
  check(held, { index }, resource) {
    const word = index >>> 5;
    const bit = 1 << (index & 31);
    if ((held.site[word] & bit) !== 0) return true;
    const { groupIds } = resource;
    const count = groupIds.length;
    for (let at = 0; at < held.groups; at++) {
      if ((held.groupBits[3 * at + word] & bit) === 0) continue;
      const low = held.low[at];
      const high = held.high[at];
      for (let i = 0; i < count; i++) {
        const number = first[groupIds[i]];
        if (number >= low && number < high) return true;
      }
    }
    if (held.courses !== 0 && resource.kind === 'course') {
      for (let at = 0; at < held.courses; at++) {
        if (held.course[at] === resource.index && (held.courseBits[3 * at + word] & bit) !== 0) return true;
      }
    }
    return false;
  },
};

export const peers = [bitset, interval];
