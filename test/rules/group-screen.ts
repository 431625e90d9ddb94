import type { Locator, Page } from 'playwright-core';

/** `<group-permissions>` with the group "Sales" on show, as a person uses it: by role, name and key. */
export class GroupScreen {
  constructor(readonly page: Page) {}

  readonly #frame = () => this.page.locator('group-permissions');

  /** Everything has come that will: the group and its members, or the sentence that there is nothing to see. */
  async settled(): Promise<void> {
    const nothing = this.#frame().getByText('You may not see groups');
    await this.row(/Ulf/).or(nothing).waitFor();
    await this.group(/Sales/).or(nothing).waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.#frame().getByRole('button', { name, exact: typeof name === 'string' });
  }

  row(name: RegExp): Locator {
    return this.#frame().getByRole('row', { name });
  }

  group(name: RegExp): Locator {
    return this.#frame().getByRole('treeitem', { name });
  }

  showMembers = (): Promise<void> => this.#show(/Members/, /Ulf/);

  showContent = (): Promise<void> => this.#show(/Content/, /Fire safety/);

  /** Who may see no groups has no tabs either. */
  async #show(tab: RegExp, first: RegExp): Promise<void> {
    const opener = this.#frame().getByRole('tab', { name: tab });
    if (!(await opener.isVisible())) return;
    await opener.click();
    await this.row(first).waitFor();
  }

  /** Does the group's menu hold this? */
  async offers(item: string): Promise<boolean> {
    const opener = this.button('More for Sales');
    if (!(await opener.isVisible())) return false;
    await opener.click();
    const offered = await this.#frame().getByRole('menuitem', { name: item }).isVisible();
    await this.page.keyboard.press('Escape');
    return offered;
  }

  /** Opens Manage Permissions by the header's button; answers nothing where it is not offered (EV-09). */
  async managePermissions(): Promise<ManageScreen | undefined> {
    const opener = this.button('Manage Permissions');
    if (!(await opener.isVisible())) return undefined;
    await opener.click();
    const manage = new ManageScreen(this.page);
    await manage.settled();
    return manage;
  }
}

/** The Manage Permissions dialog. */
export class ManageScreen {
  constructor(readonly page: Page) {}

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async settled(): Promise<void> {
    await this.dialog
      .getByText(/^Showing/)
      .or(this.dialog.getByRole('heading', { level: 3 }))
      .waitFor();
  }

  /** The switch of one person's level in one area. */
  toggle(person: string, area: 'User Access' | 'e-Folder Access'): Locator {
    return this.dialog.getByRole('radiogroup', { name: `${area} of ${person}` });
  }

  async set(person: string, area: 'User Access' | 'e-Folder Access', level: 'Editor' | 'Viewer') {
    await this.toggle(person, area).getByRole('radio', { name: level }).check();
  }

  /** Is there a part of the switch that one could press? */
  async maySet(person: string, area: 'User Access' | 'e-Folder Access'): Promise<boolean> {
    const parts = this.toggle(person, area).getByRole('radio', { disabled: false });
    return (await parts.count()) > 0;
  }

  async level(person: string, area: 'User Access' | 'e-Folder Access'): Promise<string> {
    const editor = this.toggle(person, area).getByRole('radio', { name: 'Editor' });
    return (await editor.isChecked()) ? 'Editor' : 'Viewer';
  }

  row(person: string): Locator {
    return this.dialog.getByRole('row', { name: person });
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Gives somebody a role by the menu of their row. */
  async give(person: string, role: string): Promise<void> {
    await this.button(`Give ${person} a role`).click();
    await this.dialog.getByRole('menuitem', { name: role, exact: true }).click();
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Save/ }).click();
    await this.dialog.getByText(/^Permissions of .* saved/).waitFor();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
