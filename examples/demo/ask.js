// Asks the server about one of the demonstration's sites, as whoever is signed in.
import { api, byId, row } from './host.js';
import { site, sites } from './policy-switch.js';
import { onSignIn } from './sign-in.js';

const status = (text) => (byId('demo-status').textContent = text);

let me;
let policy;
let things;

/** What is chosen, as the standard words it. */
function question() {
  const [permission, ...pair] = [byId('permission').value, byId('resource').value, byId('second').value];
  const [resource, second] = pair.map((id, i) => ({
    type: policy.permissions[permission][i === 0 ? 'on' : 'for'],
    id,
  }));
  return {
    subject: { type: 'user', id: byId('who').value },
    action: { name: permission },
    resource,
    ...(second.type && { context: { for: second } }),
  };
}

const nameOf = (type, id) => things.find((one) => one.type === type && one.id === id)?.name ?? id;
const labelOf = (permission) => policy.permissions[permission]?.label ?? permission;

const search = (what, body) => api(`/access/v1/search/${what}`, { method: 'POST', body });

/** Asks all four questions about what is chosen; an answer that comes late is dropped. */
let asked = 0;
async function ask() {
  const mine = ++asked;
  const whole = question();
  const { subject, action, resource, context } = whole;
  try {
    const [answer, actions, resources, subjects] = await Promise.all([
      api('/access/v1/evaluation', { method: 'POST', body: whole }),
      search('action', { subject, resource, context }),
      search('resource', { subject, action, resource: { type: resource.type }, context }),
      search('subject', { subject: { type: 'user' }, action, resource, context }),
    ]);
    if (mine !== asked) return;
    byId('decision').textContent = answer.decision ? 'Yes' : 'No';
    byId('verdict').classList.toggle('yes', answer.decision);
    byId('reason').textContent = answer.context.reason_user;
    byId('raw').textContent = JSON.stringify({ request: whole, response: answer }, null, 2);
    list('actions', actions, ({ name }) => [labelOf(name), name]);
    list('resources', resources, ({ type, id }) => [nameOf(type, id), type]);
    list('subjects', subjects, ({ type, id }) => [nameOf(type, id), id]);
    status('');
  } catch (error) {
    status(error.message);
  }
}

function list(id, { results, page }, wordsOf) {
  const rows = results.map((result) => row(...wordsOf(result)));
  if (results.length === 0) rows.push(row('Nothing, nobody', ''));
  if (page.next_token) rows.push(row('and more', ''));
  byId(id).replaceChildren(...rows);
}

/** The things of the type that the chosen permission is about, and of the second one. */
function offerThings() {
  const { on, for: other } = policy.permissions[byId('permission').value];
  const options = (type) =>
    things.filter((one) => one.type === type).map(({ name, id }) => new Option(name, id));
  keep(byId('resource'), options(on));
  keep(byId('second'), other ? options(other) : []);
  byId('second-field').hidden = !other;
  byId('second-label').textContent = other === 'user' ? 'for' : 'with';
}

/** Fills a select, and keeps what was chosen where it is still there. */
function keep(select, options) {
  const { value } = select;
  select.replaceChildren(...options);
  if (options.some((option) => option.value === value)) select.value = value;
}

function offerPermissions() {
  const groups = new Map();
  for (const [id, { on }] of Object.entries(policy.permissions))
    groups.set(on, [...(groups.get(on) ?? []), id]);
  byId('permission').replaceChildren(
    ...[...groups].map(([type, permissions]) => {
      const group = document.createElement('optgroup');
      group.label = type;
      group.append(...permissions.map((id) => new Option(labelOf(id), id)));
      return group;
    }),
  );
}

/** Somebody else is signed in: they ask about themselves first. */
onSignIn((person) => {
  me = person;
  if (!policy) return;
  byId('who').value = me.id;
  void ask();
});

async function open() {
  await new Promise((signedIn) => onSignIn(signedIn));
  const here = (await sites).find(({ id }) => id === site);
  if (!here) throw new Error('The demonstration has no such site.');
  byId('brand').textContent = here.name;
  byId('brand').href = byId('groups-link').href = `/site.html?site=${encodeURIComponent(site)}`;
  document.title = `${here.label} · ${here.name}`;
  [policy, things] = await Promise.all([
    api('/v1/catalogue').then((catalogue) => catalogue.policy),
    fetch(`/demo/resources?site=${encodeURIComponent(site)}`)
      .then((response) => response.json())
      .then(({ resources }) => resources),
  ]);
  const everybody = things.filter(({ type }) => type === 'user');
  byId('who').replaceChildren(...everybody.map(({ id, name }) => new Option(name, id)));
  byId('who').value = me.id;
  offerPermissions();
  offerThings();
  byId('permission').onchange = () => (offerThings(), ask());
  for (const id of ['who', 'resource', 'second']) byId(id).onchange = ask;
  byId('question').onsubmit = (event) => event.preventDefault();
  await ask();
}

try {
  await open();
} catch (error) {
  status(error.message);
}
