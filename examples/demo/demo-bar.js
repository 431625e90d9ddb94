// The demonstration's bar: who is signed in, in this tab only; theme; what to try; reset. A page has what it has of it.
import { choose, reset, start } from './sign-in.js';

const byId = (id) => document.getElementById(id);
const root = document.documentElement;
/** Whom one was is remembered for each site. */
const remembered = `person-${new URLSearchParams(location.search).get('site') ?? ''}`;
const status = (text) => (byId('demo-status').textContent = text);

/** Fills the switch and signs in whom this tab last was, or whom the address names, or the manager. */
async function open() {
  const { people: everybody, start: group } = await start();
  const query = new URLSearchParams(location.search);
  const element = document.querySelector('group-permissions');
  if (element) element.group = query.get('group') ?? group;
  const select = byId('person');
  select.replaceChildren(...everybody.map(({ id, name, label }) => new Option(`${name}, ${label}`, id)));
  const asked = query.get('as') ?? sessionStorage.getItem(remembered);
  const found = everybody.find(({ id, kind }) => asked === id || asked === kind) ?? everybody[0];
  select.value = found.id;
  signIn(found);
  select.onchange = () => signIn(everybody.find(({ id }) => id === select.value));
  for (const place of document.querySelectorAll('[data-who]')) {
    const named = everybody.find(({ kind }) => kind === place.dataset.who);
    if (named) place.textContent = named.name;
  }
}

function signIn(person) {
  sessionStorage.setItem(remembered, person.id);
  choose(person);
}

byId('theme').value = root.dataset.theme;
byId('theme').onchange = ({ target }) => {
  localStorage.setItem('damson-theme', target.value);
  root.style.colorScheme = target.value === 'auto' ? 'light dark' : target.value;
  root.dataset.theme = target.value;
};

function showTour(open) {
  byId('tour').hidden = !open;
  byId('tour-toggle').setAttribute('aria-expanded', String(open));
}
if (byId('tour')) {
  byId('tour-toggle').onclick = () => {
    showTour(byId('tour').hidden);
    localStorage.setItem('damson-tour', byId('tour').hidden ? 'closed' : 'open');
  };
  // open at the first visit where it leaves room for the page
  showTour((localStorage.getItem('damson-tour') ?? (innerWidth < 960 ? 'closed' : 'open')) === 'open');
  for (const link of [byId('second-tab'), byId('tour-tab')]) link.href = '/?as=viewer';
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
