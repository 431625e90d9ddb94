import { assert } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { openGroups, until } from './groups-page.js';
import { all, get, reads } from './screen.js';

before(() => setViewport({ width: 1280, height: 800 }));

/** Opens the menu of the group on show and picks from it. */
async function pick(item: string) {
  get('button', 'More for').click();
  await until(() => all('menuitem', item).length);
  get('menuitem', item).click();
}

/** Opens the form of Volunteers and writes another name into it. */
async function rename(to: string) {
  await pick('Edit details');
  await until(() => all('dialog').length);
  (get('textbox', '') as HTMLInputElement).value = to;
}

const save = () => get('button', 'Save').click();
async function undo() {
  await until(() => all('button', 'Undo').length);
  get('button', 'Undo').click();
}

describe('A group’s details', () => {
  it('EV-08 U: are changed by its Editor, shown everywhere, and taken back', async () => {
    const { element } = await openGroups('volunteers');
    const facts: string[] = [];
    element.addEventListener('group-edited', ({ group }) => facts.push(group.name));
    await rename('Helpers');
    save();
    await until(() => all('heading', 'Helpers').length && all('treeitem', 'Helpers').length);
    assert.lengthOf(all('dialog'), 0);
    assert.equal(reads('Saturdays'), true);
    await undo();
    await until(() => all('heading', 'Volunteers').length && all('treeitem', 'Volunteers').length);
    await until(() => facts.length === 2);
    assert.deepEqual(facts, ['Helpers', 'Volunteers']);
  });

  it('X-06 U: changed by somebody else meanwhile: shows theirs, keeps what was typed, and saves at the second press', async () => {
    const { client } = await openGroups('volunteers');
    await rename('Helpers');
    const now = await client.groups.get('volunteers');
    await client.groups.update('volunteers', { description: 'Sundays' }, now.version);
    save();
    await until(() => reads('Sundays') && reads('Save again to put yours in its place'));
    assert.equal((get('textbox') as HTMLInputElement).value, 'Helpers');
    save();
    await until(() => all('heading', 'Helpers').length);
  });

  it('EV-08 U: a group is deleted at once, and comes back with its members by Undo', async () => {
    await openGroups('volunteers');
    await pick('Delete group');
    await until(() => !all('treeitem', 'Volunteers').length && all('heading', 'Retail').length);
    await undo();
    await until(() => all('treeitem', 'Volunteers').length && all('heading', 'Volunteers').length);
    await until(() => all('row', 'Ann').length);
  });

  it('what the server refuses is said, and nothing is gone', async () => {
    await openGroups('retail');
    await pick('Delete group');
    await until(() => all('button', 'Dismiss').length);
    assert.lengthOf(all('treeitem', 'Retail'), 1);
    assert.lengthOf(all('row', 'Ann'), 1);
  });
});

describe('A new group', () => {
  it('EV-18 U: is made inside another, shown in its place, and chosen', async () => {
    const { element } = await openGroups('volunteers');
    await pick('New group inside');
    await until(() => all('dialog').length);
    (get('textbox') as HTMLInputElement).value = 'Drivers';
    get('button', 'Create group').click();
    await until(() => all('heading', 'Drivers').length && all('treeitem', 'Drivers').length);
    assert.equal(get('treeitem', 'Drivers').getAttribute('aria-level'), '2');
    assert.notEqual(element.group, 'volunteers');
    await until(() => reads('No members yet'));
  });
});

describe('Adding', () => {
  it('EV-04 U: who is no member yet is offered, and added', async () => {
    const { client } = await openGroups('retail');
    get('button', 'Add people').click();
    await until(() => all('checkbox', 'Cem').length);
    assert.lengthOf(all('checkbox', 'Ann'), 1, 'who is a member already is offered in the table alone');
    get('checkbox', 'Cem').click();
    await until(() => all('button', 'Add 1').length);
    get('button', 'Add 1').click();
    await until(() => !all('dialog').length && all('row', 'Cem').length);
    assert.equal((await client.groups.get('retail')).memberCount, 3);
    assert.match(get('tab', 'Members').innerText, /3/);
  });
});
