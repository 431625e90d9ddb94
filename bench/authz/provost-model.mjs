// The workload as a policy: a role of the workload, with the levels its members and content are held at, is a role
// here; an assignment of the workload is an assignment here.
import { definePolicy, Places } from '@provost/authz-core';

const SITE = 'site';
const FAR = Date.parse('2100-01-01T00:00:00Z');

/** What every way of asking shares: the policy, and the numbers of the whole site's groups. */
export function modelOf(world) {
  const policy = definePolicy(documentOf(world));
  return {
    policy,
    places: new Places(policy, SITE, inPreorder(world)),
    resourceOf: (resource) => ({
      site: SITE,
      type: resource.kind,
      id: resource.id,
      within: {
        group: resource.groupIds.map((group) => world.groups[group].id),
        ...(resource.kind === 'course' ? { course: [resource.id] } : {}),
      },
    }),
    snapshotOf: (subject) => ({
      site: SITE,
      policy: policy.id,
      subject: { id: `p${subject}` },
      settings: {},
      groups: [],
      assignments: world.subjects[subject].assignments.map((assignment) => assignmentOf(world, assignment)),
      expires: FAR,
    }),
    /** The same as it crosses the wire: with the groups that the person reaches, and no others. */
    wireOf(subject) {
      const { assignments } = world.subjects[subject];
      const reached = (group) => assignments.some(({ scope }) => ancestors(world, group).includes(scope));
      return JSON.stringify({
        ...this.snapshotOf(subject),
        groups: inPreorder(world, reached),
        expires: new Date(FAR).toISOString(),
      });
    },
  };
}

const ancestors = (world, group) => world.ancestorsOf(group).map((index) => `g:${index}`);

function documentOf(world) {
  const keys = (indices) => indices.map((index) => world.permissions[index].key);
  const roles = {};
  for (const { assignments } of world.subjects) {
    for (const assignment of assignments) {
      const site = assignment.scopeType === 'site';
      const reach = site ? 'everything' : { by: ['group', 'course'] };
      roles[roleOf(world, assignment)] ??= {
        at: site ? ['site'] : ['group', 'course'],
        below: true,
        grants: [{ can: keys(world.effective(assignment)), reach }],
      };
    }
  }
  return {
    id: 'workload',
    scopes: { group: { tree: true }, course: {} },
    resources: {
      user: { group: 'group' },
      group: { group: 'group' },
      course: { group: 'group', course: 'course' },
    },
    permissions: Object.fromEntries(world.permissions.map(({ key, kind }) => [key, { on: kind }])),
    roles,
  };
}

const roleOf = (world, { role, members, content, scopeType }) =>
  `${world.roles[role].id}-${scopeType === 'site' ? 'site' : `${members}${content}`}`;

function assignmentOf(world, assignment) {
  const role = roleOf(world, assignment);
  const { scopeType, scope } = assignment;
  if (scopeType === 'site') return { role };
  return { role, scopes: { [scopeType]: [scope.replace('g:', 'g').replace('c:', 'c')] } };
}

/** [id, depth] of the groups that pass, parents before children. */
function inPreorder(world, passes = () => true) {
  const children = new Map();
  for (const group of world.groups)
    children.set(group.parent, [...(children.get(group.parent) ?? []), group]);
  const visit = (parent, depth) =>
    (children.get(parent) ?? []).flatMap(({ index, id }) =>
      passes(index) ? [[id, depth], ...visit(index, depth + 1)] : visit(index, depth),
    );
  return visit(-1, 0);
}
