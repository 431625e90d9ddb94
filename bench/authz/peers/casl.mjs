// CASL in three ways. `casl` is how its documentation shows it; the other two are what one does to make it fast, or
// to do without ancestors written on every resource, since CASL has no «in the subtree of».
import { AbilityBuilder, createMongoAbility } from '@casl/ability';
import { packRules, unpackRules } from '@casl/ability/extra';

const options = { detectSubjectType: ({ kind }) => kind };
const check = (ability, permission, resource) => ability.can(permission.action, resource);

let world;
let below;

function build(built) {
  world = built;
  below = world.groups.map(() => []);
  for (const { index } of world.groups)
    for (const group of world.ancestorsOf(index)) below[group].push(index);
}

/** Actions by kind of what an assignment gives. */
function actionsOf(assignment) {
  const actions = { user: [], group: [], course: [] };
  for (const index of world.effective(assignment)) {
    const { kind, action } = world.permissions[index];
    actions[kind].push(action);
  }
  return Object.entries(actions).filter(([, some]) => some.length > 0);
}

function documented(subject) {
  const { can, rules } = new AbilityBuilder(createMongoAbility);
  for (const assignment of world.subjects[subject].assignments) {
    for (const [kind, actions] of actionsOf(assignment)) {
      if (assignment.scope === 'site') can(actions, kind);
      else can(actions, kind, { scopes: { $in: [assignment.scope] } });
    }
  }
  return rules;
}

function merged(subject) {
  const scopes = new Map();
  for (const assignment of world.subjects[subject].assignments) {
    for (const index of world.effective(assignment)) {
      scopes.set(index, (scopes.get(index) ?? new Set()).add(assignment.scope));
    }
  }
  return [...scopes].map(([index, some]) => {
    const { action, kind } = world.permissions[index];
    return some.has('site')
      ? { action, subject: kind }
      : { action, subject: kind, conditions: { scopes: { $in: [...some] } } };
  });
}

function expanded(subject) {
  const { can, rules } = new AbilityBuilder(createMongoAbility);
  for (const assignment of world.subjects[subject].assignments) {
    const { scopeType, scopeId, scope } = assignment;
    for (const [kind, actions] of actionsOf(assignment)) {
      if (scopeType === 'site') can(actions, kind);
      else if (scopeType === 'group') can(actions, kind, { groupIds: { $in: below[scopeId - 1] } });
      else if (kind === 'course') can(actions, kind, { index: Number(scope.slice(2)) });
    }
  }
  return rules;
}

export const peers = [
  { name: 'casl', note: 'a rule per assignment and type', rules: documented },
  { name: 'casl-merged', note: 'a rule per action and type', rules: merged },
  { name: 'casl-expanded', note: 'grants expanded to the groups below', rules: expanded },
].map(({ name, note, rules }) => ({
  name,
  note,
  build,
  check,
  open: (subject) => createMongoAbility(rules(subject), options),
  wireOf: (subject) => JSON.stringify(packRules(createMongoAbility(rules(subject), options).rules)),
  openWire: (text) => createMongoAbility(unpackRules(JSON.parse(text)), options),
}));
