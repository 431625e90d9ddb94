// Damson Academy's own page: its header, its course library, its invitations and its settings, around the kit's
// elements. It asks the same API as they do.
import { api, byId, row, tell } from './host.js';
import { onSignIn } from './sign-in.js';

const provider = document.querySelector('access-provider');
const groups = document.querySelector('group-permissions');

// The group on show stands in the address, so that a reload or a link leads to it.
groups.addEventListener('group-selected', ({ group }) => {
  const address = new URL(location.href);
  address.searchParams.set('group', group.id);
  history.replaceState(null, '', address);
});

/** Another person is signed in: what was told to the one before is gone. */
onSignIn(() => {
  tell('invite-outcome', '');
  tell('settings-outcome', '');
});

/** What the person may do is known, or has changed. */
function onAccess() {
  if (!provider.access) return;
  void showCourses();
  if (provider.access.can('settings.edit')) void showSettings();
}
provider.addEventListener('access-changed', onAccess);
onAccess();

async function showCourses() {
  try {
    const { items, total } = await api('/v1/content?limit=4');
    const rows = items.map(({ name, type }) => row(name, type === 'course' ? 'Course' : 'e-Folder'));
    if (total > items.length) rows.push(row(`and ${total - items.length} more`, ''));
    byId('course-list').replaceChildren(...rows);
  } catch (error) {
    byId('course-list').replaceChildren(row(error.message, ''));
  }
}

byId('invite-form').onsubmit = async (event) => {
  event.preventDefault();
  const form = event.target;
  const person = Object.fromEntries(new FormData(form));
  try {
    await api('/v1/users', { method: 'POST', body: person });
    const start =
      person.role === 'sub-manager' ? 'Viewer of every group until an Editor says otherwise.' : '';
    tell('invite-outcome', `${person.name} has been added. ${start}`);
    form.reset();
  } catch (error) {
    tell('invite-outcome', error.message, true);
  }
};

let settings;

async function showSettings() {
  try {
    settings = await api('/v1/settings');
    byId('feature').checked = settings.settings.editorViewer === true;
    byId('feature').disabled = false;
  } catch (error) {
    tell('settings-outcome', error.message, true);
  }
}

byId('feature').onchange = async ({ target }) => {
  const on = target.checked;
  try {
    settings = await api('/v1/settings', {
      method: 'PATCH',
      body: { settings: { editorViewer: on } },
      version: settings.version,
    });
    tell('settings-outcome', on ? 'On: levels count.' : 'Off: every sub-manager edits every group.');
    // every element of this page at once; other pages look for themselves
    await provider.session?.refresh();
  } catch (error) {
    tell('settings-outcome', error.message, true);
    await showSettings();
  }
};
