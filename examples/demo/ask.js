// Asks the server about one of the demonstration's sites, as whoever is signed in.
import { choose, onSignIn, reset, start, token } from './sign-in.js';
import { site, sites } from './policy-switch.js';

const byId = (id) => document.getElementById(id);
const status = (text) => (byId('demo-status').textContent = text);

async function api(path, body) {
  const response = await fetch(path, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${await token()}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

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

/** Asks all four questions about what is chosen; an answer that comes late is dropped. */
let asked = 0;
async function ask() {
  const mine = ++asked;
  const whole = question();
  const { subject, action, resource, context } = whole;
  try {
    const [answer, actions, resources, subjects] = await Promise.all([
      api('/access/v1/evaluation', whole),
      api('/access/v1/search/action', { subject, resource, context }),
      api('/access/v1/search/resource', { subject, action, resource: { type: resource.type }, context }),
      api('/access/v1/search/subject', { subject: { type: 'user' }, action, resource, context }),
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

function row(name, kind) {
  const item = document.createElement('li');
  const [first, second] = [document.createElement('span'), document.createElement('span')];
  first.textContent = name;
  second.textContent = kind;
  second.className = 'kind';
  item.append(first, second);
  return item;
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
  byId('my-name').textContent = person.name;
  byId('my-initials').textContent = person.name
    .split(' ')
    .map(([first]) => first)
    .join('');
  if (!policy) return;
  byId('who').value = me.id;
  void ask();
});

async function open() {
  const here = (await sites).find(({ id }) => id === site);
  if (!here) throw new Error('The demonstration has no such site.');
  byId('brand').textContent = here.name;
  byId('brand').href = location.href;
  document.title = `${here.label} · ${here.name}`;
  const { people } = await start();
  byId('person').replaceChildren(...people.map(({ id, name, label }) => new Option(`${name}, ${label}`, id)));
  byId('person').onchange = () => choose(people.find(({ id }) => id === byId('person').value));
  choose(people[0]);
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

byId('reset').onclick = async () => {
  status('Resetting …');
  try {
    await reset();
    location.reload();
  } catch (error) {
    status(error.message);
  }
};

try {
  await open();
} catch (error) {
  status(error.message);
}
