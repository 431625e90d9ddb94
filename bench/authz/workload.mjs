// Deterministic synthetic LMS authorization workload. No dependencies, no I/O.
// createWorld(opts) -> world; createQueries(world, opts) -> queries (with the oracle's answers).
// Scope keys are strings ('site', 'g:17', 'c:42'); every scope also has a dense integer id.

export function prng(seed) {
  // mulberry32
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const KINDS = ['user', 'group', 'course'];

export function createWorld(opts = {}) {
  const o = {
    seed: 20260101,
    users: 10000,
    groups: 500,
    courses: 300,
    roles: 12,
    subjects: 200,
    maxDepth: 5,
    ...opts,
  };
  const rnd = prng(o.seed);
  const int = (n) => Math.floor(rnd() * n);
  const pick = (a) => a[int(a.length)];

  // --- permissions: 75 = 30 on users, 15 on groups, 30 on courses. 'members' / 'content' areas obey per-group access.
  const permissions = [];
  const plan = [
    ['user', 30],
    ['group', 15],
    ['course', 30],
  ];
  for (const [kind, n] of plan) {
    for (let i = 0; i < n; i++) {
      const index = permissions.length;
      const level = i < n * 0.35 ? 'view' : 'edit';
      const area = kind === 'user' ? 'members' : kind === 'course' ? 'content' : 'other';
      permissions.push({
        index,
        kind,
        level,
        area,
        action: `${level}_${i}`,
        key: `${kind}:${level}_${i}`,
        implies: [],
      });
    }
  }
  // dependencies: an edit permission implies 1-2 earlier permissions of the same kind (acyclic: only lower indices)
  for (const p of permissions) {
    const lower = permissions.filter((q) => q.kind === p.kind && q.index < p.index);
    if (p.level === 'edit' && lower.length) {
      p.implies.push(pick(lower).index);
      if (rnd() < 0.5) p.implies.push(pick(lower).index);
    }
  }
  const closure = (set) => {
    const out = new Set();
    const todo = [...set];
    while (todo.length) {
      const i = todo.pop();
      if (!out.has(i)) {
        out.add(i);
        todo.push(...permissions[i].implies);
      }
    }
    return out;
  };

  // --- roles: level 1..12, higher level = more permissions; role permission set is the closure of a random base
  const roles = [];
  for (let r = 0; r < o.roles; r++) {
    const want = 6 + Math.round((r / (o.roles - 1)) * 50);
    const base = new Set();
    while (base.size < want * 0.6) base.add(int(permissions.length));
    const perms = closure(base);
    roles.push({
      id: `role${r}`,
      level: r + 1,
      base: [...base].sort((a, b) => a - b),
      permissions: [...perms].sort((a, b) => a - b),
    });
  }

  // --- groups: tree, depth <= maxDepth (root depth = 1)
  const groups = [];
  for (let g = 0; g < o.groups; g++) {
    let parent = -1;
    if (g >= 8) {
      do {
        parent = int(g);
      } while (groups[parent].depth >= o.maxDepth);
    }
    groups.push({ index: g, id: `g${g}`, parent, depth: parent < 0 ? 1 : groups[parent].depth + 1 });
  }
  const ancestorsOf = (g) => {
    const out = [];
    for (let x = g; x >= 0; x = groups[x].parent) out.push(x);
    return out;
  };

  // --- scope ids: 0 = site, 1..G = groups, G+1.. = courses
  const G = o.groups;
  const scopeIdOf = { site: () => 0, group: (g) => 1 + g, course: (c) => 1 + G + c };
  const scopeKeyOf = (id) => (id === 0 ? 'site' : id <= G ? `g:${id - 1}` : `c:${id - 1 - G}`);
  const scopeCount = 1 + G + o.courses;

  const distinct = (n, max) => {
    const s = new Set();
    while (s.size < n) s.add(int(max));
    return [...s];
  };
  const flatten = (gs, extra = []) => {
    const s = new Set([0, ...extra]);
    for (const g of gs) for (const a of ancestorsOf(g)) s.add(scopeIdOf.group(a));
    return [...s];
  };
  // Resource objects as an app would hand them over. `groupIds` = direct links; `scopes`/`scopeIds` = pre-flattened
  // ancestor closure (needed by every peer that has no hierarchy of its own).
  const mk = (kind, index, id, groupIds, extra) => {
    const scopeIds = flatten(groupIds, extra);
    return {
      kind,
      index,
      id,
      groupIds,
      scopeIds: Int32Array.from(scopeIds),
      scopes: scopeIds.map(scopeKeyOf),
    };
  };
  const users = [];
  for (let u = 0; u < o.users; u++) users.push(mk('user', u, `u${u}`, distinct(1 + int(3), G), []));
  const groupRes = groups.map((g) => mk('group', g.index, g.id, [g.index], []));
  const courses = [];
  for (let c = 0; c < o.courses; c++)
    courses.push(mk('course', c, `c${c}`, distinct(1 + int(5), G), [scopeIdOf.course(c)]));
  const resources = { user: users, group: groupRes, course: courses };

  // --- subjects: 1..8 scoped assignments each. Group assignments carry Editor/Viewer/none access per area.
  const subjects = [];
  for (let s = 0; s < o.subjects; s++) {
    const n = 1 + int(8);
    const assignments = [];
    for (let i = 0; i < n; i++) {
      const role = int(o.roles);
      const x = rnd();
      if (x < 0.03)
        assignments.push({ role, scopeType: 'site', scopeId: 0, scope: 'site', members: 2, content: 2 });
      else if (x < 0.8) {
        const g = int(G);
        const id = scopeIdOf.group(g);
        assignments.push({
          role,
          scopeType: 'group',
          scopeId: id,
          scope: scopeKeyOf(id),
          members: 1 + int(2),
          content: rnd() < 0.15 ? 0 : 1 + int(2),
        });
      } else {
        const id = scopeIdOf.course(int(o.courses));
        assignments.push({
          role,
          scopeType: 'course',
          scopeId: id,
          scope: scopeKeyOf(id),
          members: 2,
          content: 2,
        });
      }
    }
    subjects.push({ index: s, id: `s${s}`, assignments });
  }

  // effective permission indices of one assignment = role closure masked by area access
  const allows = (a, p) => (p.area === 'other' ? true : p.level === 'view' ? a[p.area] >= 1 : a[p.area] >= 2);
  // Worked out once: opening a handle measures the peer, not this.
  const known = new Map();
  const effective = (a) => {
    const found = known.get(a) ?? roles[a.role].permissions.filter((i) => allows(a, permissions[i]));
    known.set(a, found);
    return found;
  };

  return {
    opts: o,
    permissions,
    roles,
    groups,
    ancestorsOf,
    resources,
    subjects,
    scopeCount,
    scopeKeyOf,
    effective,
    allows,
  };
}

// Independent naive oracle: no bitsets, no pre-flattened scopes; walks parent links and role closures directly.
export function oracle(world, subjectIndex, permission, resource) {
  for (const a of world.subjects[subjectIndex].assignments) {
    if (!world.allows(a, permission)) continue;
    if (!world.roles[a.role].permissions.includes(permission.index)) continue;
    if (a.scopeType === 'site') return true;
    if (a.scopeType === 'course') {
      if (resource.kind === 'course' && a.scope === `c:${resource.index}`) return true;
      continue;
    }
    for (const g of resource.groupIds)
      for (let x = g; x >= 0; x = world.groups[x].parent) if (a.scope === `g:${x}`) return true;
  }
  return false;
}

export function createQueries(world, opts = {}) {
  const o = { seed: 77, count: 100000, nearRatio: 0.6, ...opts };
  const rnd = prng(o.seed);
  const int = (n) => Math.floor(rnd() * n);
  // Resources covered by each subject, so that a share of the queries hits scopes the subject really administers.
  const byScope = new Map();
  for (const k of KINDS)
    for (const r of world.resources[k])
      for (const s of r.scopeIds) {
        let m = byScope.get(s);
        if (!m) byScope.set(s, (m = { user: [], group: [], course: [] }));
        m[k].push(r);
      }
  const q = {
    count: o.count,
    subject: new Int32Array(o.count),
    permission: new Array(o.count),
    resource: new Array(o.count),
    expected: new Uint8Array(o.count),
  };
  let allow = 0;
  for (let i = 0; i < o.count; i++) {
    const s = int(world.subjects.length);
    const p = world.permissions[int(world.permissions.length)];
    let pool = world.resources[p.kind];
    if (rnd() < o.nearRatio) {
      const as = world.subjects[s].assignments;
      const near = byScope.get(as[int(as.length)].scopeId)?.[p.kind];
      if (near?.length) pool = near;
    }
    const r = pool[int(pool.length)];
    q.subject[i] = s;
    q.permission[i] = p;
    q.resource[i] = r;
    q.expected[i] = oracle(world, s, p, r) ? 1 : 0;
    allow += q.expected[i];
  }
  q.allowRatio = allow / o.count;
  return q;
}
