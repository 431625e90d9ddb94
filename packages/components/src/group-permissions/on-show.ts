import { ContextConsumer } from '@lit/context';
import { msg } from '@lit/localize';
import { mayDo, type Access } from '@provost/authz-core';
import type { AssignedContent, Change, GroupDetail, Member, Provost } from '@provost/sdk';
import type { LitElement, ReactiveController } from 'lit';
import { accessContext, clientContext, sessionContext, type SessionView } from '../access/context.js';
import { OnlineController } from '../ui/online.js';
import { CurrentGroup } from './current-group.js';
import { recallDensity, rememberDensity, type Density } from './density.js';
import { GroupEvent } from './events.js';
import type { GroupTree } from './group-tree.js';
import { contentList, groupTree, memberList } from './lists.js';
import { LiveChanges } from './live.js';
import type { PagedList } from './paged-list.js';
import { documentOf } from './problem.js';
import type { Kind, Screen, TabId } from './screen.js';

/** What the element's attributes say. */
export interface ShowHost extends LitElement {
  group: string | undefined;
  readonly: boolean;
  density: Density;
}

/**
 * Knows who looks and what is on show for them: the tree, a group, a tab and its list. Owns what was loaded, and
 * forgets it for another person or another server. Draws nothing; whether something may be done, the core answers.
 */
export class OnShow implements Screen, ReactiveController {
  readonly groups: GroupTree;
  readonly current: CurrentGroup;
  readonly members: PagedList<Member>;
  readonly content: PagedList<AssignedContent>;
  /** What else of the group is on show, and has to follow what others change. */
  follow: (() => Promise<void>) | undefined;
  /** Where there is room for one pane alone: which one a press has led to. */
  pane: 'list' | 'group' | undefined;
  #tab: TabId = 'members';
  readonly #client: ContextConsumer<typeof clientContext, ShowHost>;
  readonly #access: ContextConsumer<typeof accessContext, ShowHost>;
  readonly #session: ContextConsumer<typeof sessionContext, ShowHost>;
  readonly #network: OnlineController;
  /** Whose data is on show: another person, or another server, and it is forgotten. */
  #shownFor: { client: Provost; user: string } | undefined;
  #shownWith: Access | undefined;
  #shown: string | undefined;

  constructor(
    readonly host: ShowHost,
    /** Another person: what was begun for the one before is not theirs. */
    readonly onOther: () => void,
  ) {
    this.#client = new ContextConsumer(host, { context: clientContext, subscribe: true });
    this.#access = new ContextConsumer(host, { context: accessContext, subscribe: true });
    this.#session = new ContextConsumer(host, { context: sessionContext, subscribe: true });
    this.#network = new OnlineController(host);
    const idOfCurrent = () => this.current.id ?? '';
    this.current = new CurrentGroup(host, () => this.#client.value);
    this.groups = groupTree(host, this.client);
    this.members = memberList(host, this.client, idOfCurrent);
    this.content = contentList(host, this.client, idOfCurrent);
    host.addController(this);
    new LiveChanges(host, () => this.session, this.#showChanges);
  }

  /** The client as it is now. */
  client = (): Provost => this.#client.value!;

  access = (): Access | undefined => this.#access.value;

  /** Who is signed in; `undefined` where no `<access-provider>` stands around the element. */
  get session(): SessionView | undefined {
    return this.#session.value;
  }

  get connected(): Provost | undefined {
    return this.#client.value;
  }

  /** Asks anew what the signed-in person may do. */
  refreshAccess = (): Promise<void> => this.session?.refresh() ?? Promise.resolve();

  /** The tab on show: one that is not offered any more gives way to the first. */
  get tab(): TabId {
    return this.#tab === 'history' && !this.may('history.view') ? 'members' : this.#tab;
  }

  /** The list of the tab on show. */
  get list(): PagedList<Member> | PagedList<AssignedContent> {
    return this.tab === 'content' ? this.content : this.members;
  }

  /** Why changes wait, or empty. */
  get waits(): string {
    const { connection, error } = this.session ?? {};
    const lost = !this.#network.online || connection === 'lost' || documentOf(error).status === 0;
    return lost ? msg('Waits for the connection') : '';
  }

  /** May the person do this to the group on show? Every control asks here, and the core answers. */
  may(operation: string): boolean {
    const resource = this.current.group?.resource;
    const access = this.access();
    const reads = operation.endsWith('.view');
    return (reads || !this.host.readonly) && !!resource && !!access && mayDo(access, operation, resource);
  }

  mayAtSite(operation: string): boolean {
    const access = this.access();
    return !this.host.readonly && !!access && mayDo(access, operation);
  }

  /** Before each drawing: what has changed since, and what has to be asked for. */
  hostUpdate(): void {
    const { host, connected: client } = this;
    const access = this.access();
    if (!client || !access) return;
    const user = access.snapshot.subject.id;
    if (this.#shownFor?.client !== client || this.#shownFor.user !== user) this.#restart({ client, user });
    else if (this.#shown !== host.group && host.group !== this.current.id) void this.#open(host.group);
    else if (this.#shownWith !== access) {
      void this.current.reload();
      void this.groups.reload();
    }
    this.#shownWith = access;
    if (host.group === undefined) void this.#open(this.groups.first);
    this.#shown = host.group;
    if (this.tab !== 'history' && this.list.status === 'idle' && this.may(`${this.tab}.view`))
      void this.list.reload();
  }

  /** Shows a group as if it had been pressed; `undefined`: the first. */
  choose = async (id: string | undefined): Promise<void> => {
    const wanted = id ?? this.groups.first;
    this.#turnTo('group', '.back');
    if (wanted === this.current.id && this.current.group) return;
    const group = await this.#open(wanted);
    if (group) this.host.dispatchEvent(new GroupEvent('group-selected', group));
  };

  /** A group with all there is to know about it; one that does not load is put on show, which says why. */
  whole = async (id: string): Promise<GroupDetail | undefined> => {
    const { current } = this;
    const group = await (id === current.id
      ? current.whole
      : this.client()
          .groups.get(id)
          .catch(() => undefined));
    if (!group) await this.choose(id);
    return group;
  };

  /** From a group back to the list of them. */
  leave = (): void => this.#turnTo('list', '[role="treeitem"][tabindex="0"]');

  showTab = (tab: TabId): void => {
    this.#tab = tab;
    this.host.requestUpdate();
  };

  /** Another row height, remembered for this person. */
  setDensity = (density: Density): void => {
    this.host.density = density;
    rememberDensity(this.#shownFor?.user ?? '', density);
  };

  /** Asks again for all that is on show. */
  retry = (): void => {
    void this.refreshAccess();
    this.reload();
  };

  /** Asks again for what is on show, which may all have been changed. */
  reload(): void {
    void this.groups.reload();
    void this.current.reload();
    void this.list.reload();
  }

  /** Puts what others have changed on show: what is about the group on show, and the tree. */
  #showChanges = async (changes: readonly Change[]): Promise<void> => {
    const { current, members, content } = this;
    const all = changes.includes('reset');
    const told = changes.filter((change) => change !== 'reset');
    const here = told.filter(({ type, id }) => type === 'group' && id === current.id);
    const inside = (kind: Kind, type: string) =>
      all || told.some((one) => one.type === type) || here.some(({ action }) => action.startsWith(kind));
    this.#showInTree(changes);
    await Promise.all([
      all || here.length ? current.reload() : undefined,
      inside('members', 'user') ? members.refresh() : undefined,
      inside('content', 'course') ? content.refresh() : undefined,
      all || here.length ? this.follow?.() : undefined,
    ]);
  };

  #showInTree(changes: readonly Change[]) {
    const { groups } = this;
    // with one that is back comes what is below it
    const isWide = (change: Change) => change === 'reset' || change.action === 'group-restored';
    if (changes.some(isWide)) return void groups.reload();
    for (const change of changes)
      if (change !== 'reset' && change.type === 'group')
        groups.changed(change.id, (id) => this.client().groups.get(id));
  }

  /** Shows a pane, and moves focus to it where that hides the other one. */
  #turnTo(pane: 'list' | 'group', selector: string) {
    const { host } = this;
    const root = host.renderRoot as ShadowRoot;
    const had = root.activeElement !== null;
    this.pane = pane;
    host.requestUpdate();
    void host.updateComplete.then(() => {
      if (had && !root.activeElement?.checkVisibility()) root.querySelector<HTMLElement>(selector)?.focus();
    });
  }

  #restart(who: { client: Provost; user: string }) {
    const { host } = this;
    const known = this.#shownFor !== undefined;
    this.#shownFor = who;
    this.onOther();
    host.density = recallDensity(who.user) ?? host.density;
    this.groups.reset(this.access()?.snapshot.site ?? '', who.user);
    if (known && this.#shownWith?.snapshot.site !== this.access()?.snapshot.site) host.group = undefined;
    void this.#open(host.group);
  }

  /** Shows a group, and the way to it in the tree. */
  async #open(id: string | undefined): Promise<GroupDetail | undefined> {
    const { current, groups, members, content } = this;
    if (id === undefined) {
      current.id = current.group = undefined;
      return undefined;
    }
    this.host.group = id;
    members.reset(false);
    content.reset(false);
    groups.reveal(id);
    return current.open(id, groups.find(id));
  }
}
