import { msg, str } from '@lit/localize';
import type { AssignedContent, Content, Group, GroupDetail, Member, User } from '@provost/sdk';
import { html, nothing, type CSSResult, type TemplateResult } from 'lit';
import { AnnounceController } from '../../ui/announce.js';
import { formatNumber } from '../../localization/format.js';
import { dialogStyles } from '../../ui/dialog.js';
import { forms } from '../../ui/forms.js';
import { plus } from '../../ui/icons.js';
import { segmentedLockedStyles } from '../../ui/segmented-locked.js';
import { ToastController, toastStyles } from '../../ui/toast.js';
import { contentWords } from '../content-panel.js';
import { ManagePermissions } from '../manage-permissions/manage-permissions.js';
import { manageStyles } from '../manage-permissions/styles.js';
import { memberWords } from '../members-panel.js';
import { PagedList } from '../paged-list.js';
import type { Panel } from '../panel.js';
import { documentOf } from '../problem.js';
import type { Kind, Screen } from '../screen.js';
import { isContent, isUser, soundPage } from '../sound.js';
import { bulkBar } from './bulk-bar.js';
import { contentCell, personCell } from './cells.js';
import { Changes, type Named } from './changes.js';
import { Confirm, MANY, type Question } from './confirm.js';
import { GroupForm } from './group-form.js';
import { PasteList } from './paste-list.js';
import { PastedPeople } from './pasted-people.js';
import { Picker } from './picker.js';
import { editingStyles } from './styles.js';
import { groupPicker, showToGroups } from './to-groups.js';

/**
 * All that changes something: dialogs, toasts, undo. A part of its own, loaded when somebody who may change
 * something comes near: a Viewer's page never downloads it.
 */
export class Editing {
  static readonly styles: readonly CSSResult[] = [
    forms,
    segmentedLockedStyles,
    dialogStyles,
    toastStyles,
    editingStyles,
    manageStyles,
  ];

  readonly #toasts: ToastController;
  readonly #announce: AnnounceController;
  readonly #people: Picker<User>;
  readonly #pasted: PasteList;
  readonly #library: Picker<Content>;
  readonly #groups: Picker<Group>;
  readonly #confirm: Confirm;
  readonly #form: GroupForm;
  readonly #manage: ManagePermissions;
  readonly #changes: Changes;

  constructor(readonly screen: Screen) {
    const { host, client } = screen;
    const outside = () => ({ outsideGroup: screen.current.id ?? '' });
    this.#toasts = new ToastController(host);
    this.#announce = new AnnounceController(host);
    this.#form = new GroupForm(host);
    this.#confirm = new Confirm(host);
    this.#groups = groupPicker(screen);
    this.#people = new Picker<User>(
      host,
      'add-people',
      new PagedList(
        host,
        ({ id }) => id,
        async ({ search, cursor, signal }) =>
          soundPage(
            await client()
              .users.list({ search, ...outside() }, { signal })
              .page(cursor),
            isUser,
          ),
      ),
    );
    this.#pasted = new PasteList(host, new PastedPeople(host, client, () => screen.current.id ?? ''));
    this.#library = new Picker<Content>(
      host,
      'add-content',
      new PagedList(
        host,
        ({ id }) => id,
        async ({ search, cursor, signal }) =>
          soundPage(
            await client()
              .content.list({ search, ...outside(), addableTo: screen.current.id ?? '' }, { signal })
              .page(cursor),
            isContent,
          ),
      ),
    );
    this.#manage = new ManagePermissions(host, {
      client,
      access: screen.access,
      refreshSession: () => void screen.refreshAccess(),
      toasts: this.#toasts,
      announcer: this.#announce,
    });
    this.#changes = new Changes(host, this.#toasts, client, {
      onContents: (kind, group, change) => this.#onContents(kind, group, change),
      onSeveral: () => this.#onSeveral(),
      onGroup: (group, change) => this.#onGroup(group, change),
      onDeleted: (group) => this.#onDeleted(group),
    });
  }

  /** Dialogs, toasts and what is said: in the dialog that is open, else in the page. */
  render(): TemplateResult {
    const live = html`${this.#toasts.render()}${this.#announce.render()}`;
    const isOpen = this.#manage.isOpen || this.#dialogs.some(({ open }) => open);
    return html`${this.#people.render(live)}${this.#library.render(live)}${this.#groups.render(live)}${this.#confirm.render(live)}${this.#form.render(live)}${this.#manage.render(live)}${isOpen ? nothing : live}`;
  }

  get #dialogs() {
    return [this.#people, this.#library, this.#groups, this.#confirm, this.#form].map(({ dialog }) => dialog);
  }

  /** Ctrl+Z. */
  undoLast(): boolean {
    return !this.#manage.isOpen && this.#toasts.undoLast();
  }

  /** Another person: what the one before did is not theirs to undo. */
  forget(): void {
    this.#toasts.clear();
    for (const dialog of this.#dialogs) dialog.close();
  }

  manage(group: Group): void {
    this.#manage.open(group);
  }

  create(parent: Group | undefined): void {
    this.#form.show({
      ...(parent ? { parent } : {}),
      onSave: (draft) => this.#changes.create(draft, parent),
    });
  }

  edit(group: Group): void {
    const { current } = this.screen;
    this.#form.show({
      group,
      theirs: () => current.group,
      onSave: async (draft) => {
        try {
          return await this.#changes.edit(current.group ?? group, draft);
        } catch (error) {
          // what was typed stays; a second press saves it over what somebody else wrote, which is on show by then
          if (documentOf(error).status === 412) await current.reload();
          throw error;
        }
      },
    });
  }

  delete(group: Group): void {
    void this.#changes.delete(group);
  }

  add(kind: Kind, group: Group): void {
    if (kind === 'members') this.#addPeople(group);
    else this.#addContent(group);
  }

  /** what can be done with the selected people: in this group, and in others. */
  membersBar(panel: Panel<Member>): TemplateResult {
    const onPick = (rows: readonly Member[]) => {
      const people = rows.map(({ user }) => user);
      showToGroups(this.#groups, people, this.#changes);
    };
    return bulkBar(panel, [{ icon: plus, label: msg('Add to other groups'), onPick }]);
  }

  contentBar = (panel: Panel<AssignedContent>): TemplateResult => bulkBar(panel);

  /** Focus goes to the row that moves up, so that a keyboard can go on. */
  async remove(kind: Kind, group: Group, things: readonly Named[]): Promise<void> {
    const { host } = this.screen;
    if (things.length > MANY && !(await this.#confirm.ask(removing(group, things.length)))) return;
    const gone = new Set(things.map(({ id }) => id));
    const buttons = [...host.renderRoot.querySelectorAll<HTMLElement>('[data-remove]')];
    const ids = buttons.map(({ dataset }) => dataset['remove'] ?? '');
    const at = ids.findIndex((id) => gone.has(id));
    const next = ids.slice(at).find((id) => !gone.has(id)) ?? ids.findLast((id) => !gone.has(id)) ?? '';
    if (!(await this.#changes.tryRemove(kind, group, things))) return;
    await host.updateComplete;
    const find = (selector: string) => host.renderRoot.querySelector<HTMLElement>(selector);
    (find(`[data-remove="${CSS.escape(next)}"]`) ?? find('[part="panel"] :is(input, button)'))?.focus();
  }

  #addPeople(group: Group) {
    const { list } = this.#people;
    const access = this.screen.access();
    if (!access) return;
    this.#pasted.onAdd = (people) => this.#changes.add('members', group, people);
    this.#people.show({
      title: msg(str`Add people to ${group.name}`),
      about: memberWords(access, group.name, '').noneText,
      search: msg('Search people'),
      none: msg('Everybody is a member already'),
      name: ({ name }) => name,
      cell: (user) => personCell(access, user, list.search),
      onPick: (picked) => this.#changes.add('members', group, picked),
      pasting: this.#pasted,
    });
  }

  #addContent(group: Group) {
    const { list } = this.#library;
    const access = this.screen.access();
    if (!access) return;
    const words = contentWords(access, group.name, '');
    this.#library.show({
      title: msg(str`Add content to ${group.name}`),
      about: words.noneText,
      search: words.search,
      none: msg('All there is stands in this group already'),
      name: ({ name }) => name,
      cell: (row) => contentCell(row, list.search),
      onPick: (picked) => this.#changes.add('content', group, picked),
    });
  }

  #onContents(kind: Kind, group: Group, change: { removed?: readonly string[]; total: number }) {
    const { groups, current, members, content } = this.screen;
    const counts = kind === 'members' ? { memberCount: change.total } : { contentCount: change.total };
    groups.replace({ ...group, ...counts });
    if (current.id !== group.id) return;
    current.update(counts);
    const list: PagedList<Member> | PagedList<AssignedContent> = kind === 'members' ? members : content;
    if (change.removed) list.drop(change.removed);
    else void list.reload();
  }

  async #onSeveral() {
    const { groups, current, members } = this.screen;
    members.toggleAll(false);
    await Promise.all([current.reload(), members.reload(), groups.reload()]);
  }

  async #onGroup(group: GroupDetail, change: 'created' | 'edited' | 'restored') {
    const { groups, current, choose, refreshAccess } = this.screen;
    if (change === 'edited') {
      groups.replace(group);
      if (current.id === group.id) current.update(group);
      return;
    }
    // EV-17: who created it is its Editor, which only a new snapshot knows
    await Promise.all([refreshAccess(), groups.changedBelow(group)]);
    await choose(group.id);
  }

  async #onDeleted(group: Group) {
    const { groups, current, choose } = this.screen;
    await groups.changedBelow(group);
    if (current.id === group.id) await choose(group.parentId ?? undefined);
  }
}

function removing({ name }: Group, length: number): Question {
  const count = formatNumber(length);
  return {
    title: msg(str`Remove ${count} from ${name}?`),
    text: msg('All of them or none; one undo brings them back.'),
    yes: msg(str`Remove ${count}`),
  };
}
