// A host's page that is the same for every policy: groups by the kit's element, and beside it the host's own courses,
// enrolment and settings. It names no role and no permission: the site's policy and the API say what there is.
import { api, byId, row, tell } from './host.js';
import { site, sites } from './policy-switch.js';
import { onSignIn } from './sign-in.js';

const provider = document.querySelector('access-provider');
const groups = document.querySelector('group-permissions');

groups.addEventListener('group-selected', ({ group }) => {
  const address = new URL(location.href);
  address.searchParams.set('group', group.id);
  history.replaceState(null, '', address);
});

const here = (await sites).find(({ id }) => id === site);
byId('brand').textContent = here?.name ?? 'No such site';
byId('brand').href = location.pathname + location.search;
byId('ask-link').href = `/ask.html?site=${encodeURIComponent(site)}`;
byId('lead').textContent = `On this site access follows the policy “${here?.label}”.`;
document.title = `User groups · ${here?.name}`;

onSignIn(() => {
  for (const id of ['courses-outcome', 'enrol-outcome', 'settings-outcome']) tell(id, '');
});

/** What the person may do is known, or has changed. */
function onAccess() {
  if (!provider.access) return;
  void showCourses();
  void showPeople();
  void showSettings();
}
provider.addEventListener('access-changed', onAccess);
onAccess();

/** A part of the page that only those see who may. */
function gate(operation, resource, content) {
  const element = document.createElement('access-gate');
  element.operation = operation;
  element.resource = resource;
  element.append(content);
  return element;
}

function button(text, label, act) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'link';
  element.textContent = text;
  element.setAttribute('aria-label', label);
  element.onclick = act;
  return element;
}

async function showCourses() {
  try {
    const { items } = await api('/v1/resources/course?limit=20');
    const rows = items.map((course) => {
      const line = row(course.name, '');
      const rename = button('Rename', `Rename ${course.name}`, () => renameCourse(course, line));
      line.lastChild.append(gate('courses.edit', course.resource, rename));
      return line;
    });
    byId('course-list').replaceChildren(...(rows.length > 0 ? rows : [row('No courses for you here', '')]));
    byId('enrol-form').course.replaceChildren(...items.map(({ id, name }) => new Option(name, id)));
  } catch (error) {
    byId('course-list').replaceChildren(row(error.message, ''));
  }
}

/** The line becomes a field; Escape gives it back. */
function renameCourse({ id, name, version }, line) {
  const form = document.createElement('form');
  const field = Object.assign(document.createElement('input'), {
    value: name,
    required: true,
    maxLength: 200,
  });
  field.setAttribute('aria-label', `New name of ${name}`);
  const save = Object.assign(document.createElement('button'), { className: 'button', textContent: 'Save' });
  form.append(field, save);
  line.replaceChildren(form);
  field.focus();
  field.select();
  field.onkeydown = ({ key }) => {
    if (key === 'Escape') void showCourses();
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    try {
      await api(`/v1/resources/course/${id}`, { method: 'PATCH', body: { name: field.value }, version });
      tell('courses-outcome', `It is called “${field.value}” now.`);
    } catch (error) {
      tell('courses-outcome', error.message, true);
    }
    await showCourses();
  };
}

async function showPeople() {
  try {
    const { items } = await api('/v1/users?limit=100');
    byId('enrol-form').person.replaceChildren(...items.map(({ id, name }) => new Option(name, id)));
  } catch {
    byId('enrol-form').person.replaceChildren();
  }
}

/** The role that whoever takes a course holds at it: the policy says which one enrolling gives. */
function learnerOf({ roles, operations }) {
  const [permission = 'courses.enrol'] = operations['courses.enrol'] ?? [];
  return Object.keys(roles).find(
    (id) => roles[id].assignedBy === permission && roles[id].at?.includes('course'),
  );
}

byId('enrol-form').onsubmit = async (event) => {
  event.preventDefault();
  const { person, course } = event.target;
  const [who, what] = [person, course].map(({ selectedOptions: [chosen] }) => chosen?.text);
  const { policy } = await api('/v1/catalogue');
  const change = {
    kind: 'give-role',
    userId: person.value,
    role: learnerOf(policy),
    at: { type: 'course', id: course.value },
  };
  try {
    await api('/v1/changes', { method: 'POST', body: { changes: [change] } });
    tell('enrol-outcome', `${who} is enrolled in ${what}.`);
  } catch (error) {
    tell('enrol-outcome', error.message, true);
  }
};

let settings;

async function showSettings() {
  const gate = document.querySelector('access-gate[operation="settings.edit"]');
  await gate.updateComplete;
  if (!gate.decision?.allowed) return;
  try {
    const [{ policy }, now] = await Promise.all([api('/v1/catalogue'), api('/v1/settings')]);
    settings = now;
    byId('switches').replaceChildren(
      ...Object.entries(policy.settings).map(([id, { label, byDefault }]) =>
        switchFor(id, label ?? id, now.settings[id] ?? byDefault),
      ),
    );
  } catch {
    byId('switches').replaceChildren();
  }
}

function switchFor(id, text, on) {
  const label = document.createElement('label');
  label.className = 'switch';
  const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: on });
  box.setAttribute('role', 'switch');
  box.onchange = () => changeSetting(id, text, box.checked);
  label.append(box, text);
  return label;
}

async function changeSetting(id, text, on) {
  try {
    settings = await api('/v1/settings', {
      method: 'PATCH',
      body: { settings: { [id]: on } },
      version: settings.version,
    });
    tell('settings-outcome', `${text}: ${on ? 'on' : 'off'}.`);
    await provider.session?.refresh();
  } catch (error) {
    tell('settings-outcome', error.message, true);
    await showSettings();
  }
}
