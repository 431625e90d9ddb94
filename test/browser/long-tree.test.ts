import { assert, fixture, html } from '@open-wc/testing';
import '@provost/components/define';
import type { GroupPermissions } from '@provost/components';
import { createProvost, type Provost } from '@provost/sdk';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { baseUrl, until } from './groups-page.js';
import { all, focused, get, reads } from './screen.js';

const numbered = (count: number, parent: string) =>
  Array.from({ length: count }, (_, i) => ({
    id: `${parent}-${i}`,
    name: `${parent} ${String(i).padStart(3, '0')}`,
    parent,
  }));

const spec = {
  settings: { editorViewer: true },
  people: [{ id: 'mia', name: 'Mia Manager', role: 'manager' }],
  groups: [
    { id: 'alpha', name: 'Alpha' },
    ...numbered(400, 'alpha'),
    { id: 'deep', name: 'Ördög', parent: 'alpha-399' },
    { id: 'omega', name: 'Omega' },
    { id: 'zeta', name: 'Zeta', parent: 'omega' },
  ],
};

let client: Provost;

async function open(group = 'omega'): Promise<GroupPermissions> {
  const response = await fetch(`${baseUrl}/test/sites`, { method: 'POST', body: JSON.stringify(spec) });
  const { tokens } = (await response.json()) as { tokens: { mia: string } };
  client = createProvost({ baseUrl, token: tokens.mia, retry: { retries: 0, pause: 0 } });
  return show(group);
}

async function show(group?: string): Promise<GroupPermissions> {
  await fixture(
    html`<access-provider .client=${client}
      ><group-permissions group=${group ?? 'omega'}></group-permissions
    ></access-provider>`,
  );
  await until(() => all('treeitem').length, 'the tree is there');
  return document.querySelector('group-permissions') as GroupPermissions;
}

const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => sendKeys({ press: key })), Promise.resolve());

const focus = (name: string) => get('treeitem', name).focus();
const isOn = (name: string) => until(() => focused().startsWith(name), `focus is on ${name}: ${focused()}`);
const names = () => all('treeitem').map((row) => row.querySelector('.name')?.textContent);
const tree = () => get('tree', 'Groups');

/** Opens the long branch; only what can be seen of it is drawn then. */
async function unfold() {
  focus('Alpha');
  await press('ArrowRight');
  await until(() => all('treeitem', 'alpha 00').length);
  await until(() => all('treeitem').length < 100, 'only what can be seen is drawn');
}

before(() => setViewport({ width: 1280, height: 800 }));
beforeEach(() => localStorage.clear());

describe('A long tree', () => {
  it('draws what can be seen, and says where each row stands among all', async () => {
    await open();
    await unfold();
    const row = get('treeitem', 'alpha 003');
    assert.deepEqual(
      ['aria-level', 'aria-posinset', 'aria-setsize'].map((name) => row.getAttribute(name)),
      ['2', '4', '400'],
    );
    assert.isAbove(tree().scrollHeight, 400 * 32);
  });

  it('is walked by keyboard to its end and back, with one tab stop', async () => {
    await open();
    await unfold();
    await press('End');
    await isOn('Omega');
    await press('ArrowUp');
    await isOn('alpha 399');
    assert.lengthOf(
      all('treeitem').filter(({ tabIndex }) => tabIndex === 0),
      1,
    );
    await press('ArrowRight');
    await press('ArrowRight');
    await isOn('Ördög');
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await isOn('Alpha');
    await press('Home');
    await isOn('Alpha');
  });

  it('finds a row far out of sight by its first letters', async () => {
    await open();
    await unfold();
    await press('o');
    await isOn('Omega');
  });

  it('keeps focus on a row that is scrolled out of sight', async () => {
    await open();
    await unfold();
    await press('ArrowDown');
    await isOn('alpha 000');
    tree().scrollTop = 6000;
    tree().dispatchEvent(new Event('scroll')); // a page that is not in front is told of none
    await until(() => all('treeitem', 'alpha 19').length, 'scrolled');
    assert.match(focused(), /^alpha 000/);
    await press('ArrowDown');
    await isOn('alpha 001');
  });

  it('opens at the group on show, wherever it is', async () => {
    await open('deep');
    await until(() => all('treeitem', 'Ördög').length, 'its row is drawn');
    await until(() => tree().scrollTop > 5000, 'and in sight');
  });
});

describe('The tree', () => {
  it('opens all side by side by the asterisk', async () => {
    await open();
    focus('Omega');
    await press('*');
    await until(() => get('treeitem', 'Alpha').getAttribute('aria-expanded') === 'true');
    assert.equal(get('treeitem', 'Omega').getAttribute('aria-expanded'), 'true');
  });

  it('finds whatever the case and accents, with the way there, and gives back what was open', async () => {
    await open();
    focus('Omega');
    await press('ArrowRight');
    await until(() => all('treeitem', 'Zeta').length);
    await press('/');
    await sendKeys({ type: 'ORDOG' });
    await until(() => reads('1 match'));
    assert.deepEqual(names(), ['Alpha', 'alpha 399', 'Ördög']);
    assert.equal(get('treeitem', 'Ördög').querySelector('mark')?.textContent, 'Ördög');
    await press('Escape');
    await until(() => all('treeitem', 'Zeta').length);
    assert.lengthOf(all('treeitem'), 3);
  });

  it('is as one left it, on the next visit', async () => {
    const element = await open();
    focus('Omega');
    await press('ArrowRight');
    await until(() => all('treeitem', 'Zeta').length);
    element.parentElement!.remove();
    await show();
    await until(() => all('treeitem', 'Zeta').length);
    focus('Omega');
    await press('ArrowLeft');
    await until(() => !all('treeitem', 'Zeta').length);
    document.querySelector('access-provider')!.remove();
    await show();
    assert.lengthOf(all('treeitem', 'Zeta'), 0);
  });

  it('X-07 U: shows what somebody else creates, renames and deletes, and stays where it was', async function () {
    this.timeout(60_000); // it waits for the server five times
    await open('alpha');
    focus('Omega');
    await press('ArrowRight');
    await until(() => all('treeitem', 'Zeta').length);
    const { groups } = client;
    const made = await groups.create({ name: 'Beta', parentId: 'omega' });
    await until(() => all('treeitem', 'Beta').length);
    assert.deepEqual(names(), ['Alpha', 'Omega', 'Beta', 'Zeta']);
    const renamed = await groups.update(made.id, { name: 'Zulu' }, made.version);
    await until(() => names().join() === 'Alpha,Omega,Zeta,Zulu', 'it stands in its new place');
    await groups.delete(made.id, renamed.version);
    await until(() => names().join() === 'Alpha,Omega,Zeta', 'it is gone');
    assert.match(focused(), /^Omega/);
  });
});

describe('Where there is room for one pane alone', () => {
  before(() => setViewport({ width: 360, height: 800 }));
  after(() => setViewport({ width: 1280, height: 800 }));

  it('a row leads to its group, and the way back to that row', async () => {
    await open('alpha');
    await until(() => all('heading', 'Alpha').length);
    focus('Omega');
    await press('Enter');
    await until(() => all('heading', 'Omega').length && !all('tree').length, 'the group alone');
    await isOn('Groups');
    await press('Enter');
    await until(() => all('tree').length && !all('heading', 'Omega').length, 'the list alone');
    await isOn('Omega');
  });
});
