import { RefusedError, type Group, type Provost } from '@provost/sdk';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startDemo, type Demo, type Kind } from './demo-server.js';
import { openBrowser, Visitor } from './visitor.js';

/** Everything that changes something, in a group's page and in the list of groups. */
const CHANGES = /^(Add (people|content)|Remove|Delete|New group|Edit|More for|Manage Permissions|Select)/;

/** What the demonstration promises, on the people it is given. */
export function journeys(title: string, options: { ouladDir?: string } = {}): void {
  describe(title, () => {
    let demo: Demo;
    let browser: Browser;
    let groups: Group[];
    const visitors: Visitor[] = [];

    const visit = async (as: Kind) => {
      const visitor = await Visitor.open(browser, demo, { as });
      visitors.push(visitor);
      return visitor;
    };
    /** A group that no journey has touched: the viewer views it, the editor edits it. */
    const nextGroup = () => {
      const group = groups.shift();
      if (!group) throw new Error('The demonstration has too few groups');
      return group;
    };

    beforeAll(async () => {
      [demo, browser] = await Promise.all([startDemo(options), openBrowser()]);
      groups = await groupsOfBoth(demo);
    });
    afterEach(async () => {
      await Promise.all(visitors.splice(0).map((visitor) => visitor.close()));
    });
    afterAll(async () => {
      await browser?.close();
      await demo?.stop();
    });

    it('EV-03 EV-05 EV-08 EV-09 EV-12 EV-18 U: for a Viewer no add, remove or delete button is there', async () => {
      const viewer = await visit('viewer');
      await viewer.choose(nextGroup().name);
      for (const tab of ['Members', 'Content'] as const) {
        await viewer.tab(tab);
        expect(await viewer.rows.count()).toBeGreaterThan(1);
        expect(await viewer.offered(CHANGES)).toEqual([]);
      }
    });

    it('EV-03 EV-05 EV-08 EV-09 EV-18 X-10 A: the API refuses a Viewer what the hidden buttons would have done', async () => {
      const { id } = nextGroup();
      const [viewer, manager] = await Promise.all([demo.client('viewer'), demo.client('manager')]);
      const before = await everythingOf(manager, id);
      for (const [request, send] of Object.entries(await refusedRequests(demo, viewer, id))) {
        const error = await send().then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error, request).toBeInstanceOf(RefusedError);
        expect((error as RefusedError).problem?.missing?.length, request).toBeGreaterThan(0);
      }
      expect(await everythingOf(manager, id)).toEqual(before);
    });

    it('EV-04 U: an Editor adds a member, removes them, and takes that back', async () => {
      const editor = await visit('editor');
      const group = nextGroup();
      await editor.choose(group.name);
      const added = await editor.addFirst('Add people');
      await editor.search('Search members', added);
      await editor.remove(added, group.name);
      await editor.undo();
      await editor.row(added).waitFor();
      const client = await demo.client('editor');
      await expect
        .poll(async () => (await client.groups.members(group.id).page()).total, { timeout: 20_000 })
        .toBe(group.memberCount + 1);
    });

    it('EV-06 U: an Editor adds a course or e-folder, removes it, and takes that back', async () => {
      const editor = await visit('editor');
      const group = nextGroup();
      await editor.choose(group.name);
      await editor.tab('Content');
      const added = await editor.addFirst('Add content');
      await editor.row(added).waitFor();
      await editor.remove(added, group.name);
      await editor.undo();
      await editor.row(added).waitFor();
      const client = await demo.client('editor');
      await expect
        .poll(async () => (await client.groups.content(group.id).page()).total, { timeout: 20_000 })
        .toBe(group.contentCount + 1);
    });

    it('EV-08 EV-17 EV-18 U: an Editor creates a group, is its Editor, and deletes it', async () => {
      const editor = await visit('editor');
      const { page } = editor;
      await editor.button('New group').first().click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).last().fill('Night shift');
      await editor.button('Create group').click();
      await page.getByRole('heading', { name: 'Night shift', exact: true }).waitFor();
      await editor.button('Add people').first().waitFor();
      await editor.button('More for Night shift').click();
      await page.getByRole('menuitem', { name: 'Delete group' }).click();
      await page.getByText('Night shift deleted').waitFor();
      await page.getByRole('heading', { name: 'Night shift', exact: true }).waitFor({ state: 'detached' });
      const client = await demo.client('editor');
      await expect
        .poll(async () => (await client.groups.list({ search: 'Night shift' }).page()).total, {
          timeout: 20_000,
        })
        .toBe(0);
    });

    it('EV-07 EV-09 EV-10 EV-11 EV-12 U: a manager changes a level, and the other’s open page follows without reload', async () => {
      const { name } = nextGroup();
      const [manager, viewer] = await Promise.all([visit('manager'), visit('viewer')]);
      await Promise.all([manager.choose(name), viewer.choose(name)]);
      await viewer.page.evaluate(() => Object.assign(window, { neverReloaded: true }));
      const who = await demo.person('viewer');

      await manager.manageFromRow(name);
      expect(await manager.level((await demo.person('manager')).name, 'User Access').count()).toBe(0);
      await manager.search('Search people', who.name);
      await manager.setLevel(who.name, 'User Access', 'Editor');
      await manager.save();

      await viewer.button('Add people').waitFor();
      await viewer.tab('Content');
      expect(await viewer.offered(/^(Add|Remove|Select)/)).toEqual([]); // the other area stays as it was

      await manager.setLevel(who.name, 'User Access', 'Viewer');
      await manager.save();
      await viewer.tab('Members');
      await viewer.button('Add people').waitFor({ state: 'detached' });
      expect(await viewer.offered(CHANGES)).toEqual([]);
      expect(await viewer.page.evaluate(() => 'neverReloaded' in window)).toBe(true);
    });

    it('EV-20 U: an Editor finds their own row locked, with the reason', async () => {
      const editor = await visit('editor');
      await editor.choose(nextGroup().name);
      await editor.button('Manage Permissions').last().click();
      const { name } = await demo.person('editor');
      await editor.search('Search people', name);
      const own = editor.level(name, 'User Access');
      await own.waitFor();
      expect(await own.getAttribute('aria-readonly')).toBe('true');
      await editor.page.getByText('Your own level. Another Editor can change it').waitFor();
    });

    it('EV-15 EV-18 U: a new sub-manager is Viewer wherever they look', async () => {
      const newcomer = await visit('new');
      await newcomer.tree.getByText('Viewer').first().waitFor();
      // rows that are still loading say nothing yet
      const others = async () =>
        (await newcomer.tree.getByRole('treeitem').allTextContents()).filter((row) => !/Viewer/.test(row));
      await expect.poll(others, { timeout: 30_000 }).toEqual([]);
      expect(await newcomer.offered(CHANGES)).toEqual([]);
    });

    it('EV-01 U: the manager switches the feature off in the host’s settings, and who was Viewer edits', async () => {
      const { name } = nextGroup();
      const [manager, viewer] = await Promise.all([visit('manager'), visit('viewer')]);
      await viewer.choose(name);
      const note = viewer.page.getByText('You can see the library.');
      await note.waitFor();
      const feature = manager.page.getByRole('switch', { name: 'User Group Editor/Viewer Permission' });

      await feature.uncheck();
      await viewer.button('Add people').waitFor();
      await note.waitFor({ state: 'hidden' }); // the host's own markup, in an access-gate
      expect(await manager.button('Manage Permissions').count()).toBe(0);

      await feature.check();
      await viewer.button('Add people').waitFor({ state: 'detached' });
      await note.waitFor();
    });
  });
}

/** The groups where the demonstration's viewer is Viewer of both areas and its editor Editor of both, not bare. */
async function groupsOfBoth(demo: Demo): Promise<Group[]> {
  const [viewer, editor] = await Promise.all([accessOf(demo, 'viewer'), accessOf(demo, 'editor')]);
  const found: Group[] = [];
  for await (const group of (await demo.client('manager')).groups.list()) {
    const both = ['members.add', 'content.add'];
    const views = both.every((permission) => !viewer.can(permission, group.resource));
    const edits = both.every((permission) => editor.can(permission, group.resource));
    if (views && edits && group.memberCount > 1 && group.contentCount > 1) found.push(group);
  }
  return found;
}

async function accessOf(demo: Demo, kind: Kind) {
  const session = (await demo.client(kind)).session();
  await session.refresh();
  const { access, error } = session.state;
  if (!access) throw error;
  return access;
}

/** All that somebody would do with the buttons they do not see. */
async function refusedRequests(demo: Demo, viewer: Provost, id: string) {
  const manager = await demo.client('manager');
  const [group, member, content, page, other] = await Promise.all([
    manager.groups.get(id),
    manager.groups.members(id).page(),
    manager.groups.content(id).page(),
    manager.groups.permissions(id).page(),
    manager.users.list({ outsideGroup: id, limit: 1 }).page(),
  ]);
  const person = member.items[0]!.user.id;
  const course = content.items[0]!.id;
  const self = (await demo.person('viewer')).id;
  const change = { userId: (await demo.person('new')).id, area: 'users', level: 'editor' } as const;
  return {
    'add a member': () => viewer.groups.addMembers(id, [other.items[0]!.id]),
    'remove a member': () => viewer.groups.removeMembers(id, [person]),
    'add content': () => viewer.groups.addContent(id, [course]),
    'remove content': () => viewer.groups.removeContent(id, [course]),
    'edit the group': () => viewer.groups.update(id, { name: 'Taken over' }, group.version),
    'delete the group': () => viewer.groups.delete(id, group.version),
    'create a group': () => viewer.groups.create({ name: 'My own' }),
    'set a level': () => viewer.groups.setLevels(id, [change], page.version),
    'raise themselves': () => viewer.groups.setLevels(id, [{ ...change, userId: self }], page.version),
  };
}

/** A group with all that stands in it. */
async function everythingOf(manager: Provost, id: string) {
  const [group, members, content, levels, groups] = await Promise.all([
    manager.groups.get(id),
    manager.groups.members(id).page(),
    manager.groups.content(id).page(),
    manager.groups.permissions(id).page(),
    manager.groups.list().page(),
  ]);
  return { group, members, content, levels, groups: groups.total };
}
