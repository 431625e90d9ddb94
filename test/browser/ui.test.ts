import { assert } from '@open-wc/testing';
import type { MembersEvent } from '@provost/components';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { openGroups as open, until } from './groups-page.js';
import { all, focused, get, reads } from './screen.js';

const press = async (...keys: string[]) => {
  for (const key of keys) await sendKeys({ press: key });
};

/** Focuses, as Tab would. */
const focus = (element: HTMLElement) => element.focus();

before(() => setViewport({ width: 1280, height: 800 }));

describe('The tree by keyboard', () => {
  it('has one tab stop, which arrows move', async () => {
    await open();
    const stops = all('treeitem').filter(({ tabIndex }) => tabIndex === 0);
    assert.lengthOf(stops, 1);
    focus(stops[0]!);
    await press('ArrowDown');
    assert.match(focused(), /^Volunteers/);
    await press('Home');
    assert.match(focused(), /^Retail/);
    await press('End');
    assert.match(focused(), /^Volunteers/);
  });

  it('opens and goes in by the right arrow, goes out and closes by the left', async () => {
    await open();
    focus(get('treeitem', 'Retail'));
    await press('ArrowRight');
    await until(() => all('treeitem', 'North').length);
    await press('ArrowRight');
    assert.match(focused(), /^North/);
    assert.deepEqual(
      ['aria-level', 'aria-posinset', 'aria-setsize'].map((name) =>
        get('treeitem', 'North').getAttribute(name),
      ),
      ['2', '1', '2'],
    );
    await press('ArrowLeft');
    assert.match(focused(), /^Retail/);
    await press('ArrowLeft');
    await until(() => !all('treeitem', 'North').length);
  });

  it('finds by first letters, and Enter shows the group', async () => {
    const { element } = await open();
    const chosen: string[] = [];
    element.addEventListener('group-selected', ({ group }) => chosen.push(group.name));
    focus(get('treeitem', 'Retail'));
    await press('v', 'o', 'Enter');
    await until(() => all('heading', 'Volunteers').length);
    await until(() => chosen.length);
    assert.deepEqual([chosen, element.group], [['Volunteers'], 'volunteers']);
  });

  it('by the other arrows in right-to-left text', async () => {
    await open();
    document.documentElement.dir = 'rtl';
    focus(get('treeitem', 'Retail'));
    await press('ArrowLeft');
    await until(() => all('treeitem', 'North').length);
    document.documentElement.dir = '';
  });
});

describe('Search', () => {
  it('is where "/" leads; Escape clears it', async () => {
    await open();
    await press('/');
    assert.equal(focused(), 'Search groups');
    await sendKeys({ type: 'nor' });
    await until(() => all('treeitem').length === 2 && reads('1 match'));
    await press('Escape');
    await until(() => all('treeitem', 'Volunteers').length);
    assert.equal(focused(), 'Search groups');
  });

  it('leaves "/" to a field that somebody types in', async () => {
    await open();
    const field = get('searchbox', 'Search members') as HTMLInputElement;
    focus(field);
    await press('/');
    assert.deepEqual([focused(), field.value], ['Search members', '/']);
  });
});

describe('Toggles and tabs', () => {
  it('a radio group moves and selects by arrows, and what was chosen is remembered for the person', async () => {
    const { element } = await open();
    focus(get('radio', 'Default'));
    await press('ArrowRight');
    assert.deepEqual([focused(), element.density], ['Comfortable', 'comfortable']);
    const provider = element.parentElement!;
    element.remove();
    const again = document.createElement('group-permissions');
    provider.append(again);
    await until(() => again.density === 'comfortable');
    localStorage.clear();
  });

  it('tabs move and select by arrows', async () => {
    await open();
    focus(get('tab', 'Members'));
    await press('ArrowRight');
    assert.match(focused(), /^Content/);
    await until(() => all('row', 'Fire safety').length);
    assert.lengthOf(
      all('tab').filter(({ tabIndex }) => tabIndex === 0),
      1,
    );
  });
});

describe('Dialogs', () => {
  it('Escape clears the search, then closes, and focus goes back to the opener', async () => {
    await open();
    focus(get('button', 'Add people'));
    await press('Enter');
    await until(() => focused() === 'Search people');
    await sendKeys({ type: 'cem' });
    await press('Escape');
    assert.lengthOf(all('dialog'), 1);
    await press('Escape');
    assert.lengthOf(all('dialog'), 0);
    assert.equal(focused(), 'Add people');
  });

  it('say what is wrong beside the field and keep what was typed', async () => {
    await open();
    focus(get('button', 'New group'));
    await press('Enter');
    await until(() => all('dialog', 'New group').length);
    get('button', 'Create group').click();
    await until(() => reads('A group needs a name.'));
  });
});

describe('Undo', () => {
  it('puts back who was removed, by Ctrl+Z', async () => {
    await open();
    focus(get('button', 'Remove Ann from Retail'));
    await press('Enter');
    await until(() => !all('row', 'Ann').length);
    await until(() => focused() === 'Remove Bea from Retail', 'focus is on the row that moved up');
    await sendKeys({ down: 'Control' });
    await press('z');
    await sendKeys({ up: 'Control' });
    await until(() => all('row', 'Ann').length);
  });
});

describe('A host page', () => {
  it('can call a change off, and hears of one that was made', async () => {
    const { element } = await open();
    const facts: string[] = [];
    element.addEventListener('members-removed', ({ userIds }) => facts.push(...userIds));
    let asked = 0;
    const callOff = (event: MembersEvent) => {
      asked++;
      event.preventDefault();
    };
    element.addEventListener('members-remove', callOff);
    get('button', 'Remove Ann').click();
    await until(() => asked);
    assert.lengthOf(all('row', 'Ann'), 1);
    element.removeEventListener('members-remove', callOff);
    get('button', 'Remove Ann').click();
    await until(() => facts.length);
    assert.deepEqual(facts, ['ann']);
  });

  it('shows everything and offers no change where it is read-only', async () => {
    const { element } = await open();
    element.readonly = true;
    await element.updateComplete;
    assert.deepEqual(
      ['Add people', 'Remove Ann', 'New group', 'More for Retail'].flatMap((name) => all('button', name)),
      [],
    );
    assert.lengthOf(all('row', 'Ann'), 1);
  });
});
