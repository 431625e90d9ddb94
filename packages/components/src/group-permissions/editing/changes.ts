import { msg, str } from '@lit/localize';
import type { Group, GroupDetail, Provost } from '@provost/sdk';
import type { LitElement } from 'lit';
import { formatNumber, plural } from '../../localization/format.js';
import type { ToastController } from '../../ui/toast.js';
import { GroupEvent } from '../events.js';
import { ContentEvent, MembersEvent } from '../inside-events.js';
import type { GroupDraft } from './group-form.js';
import { problemOf } from '../problem.js';
import type { Kind } from '../screen.js';

/** Something in a group, as a sentence names it. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a change has to be told to. */
export interface ChangeListener {
  /** Things came into the group or went: `total` are there now. */
  onContents(
    kind: Kind,
    group: Group,
    change: { added?: readonly string[]; removed?: readonly string[]; total: number },
  ): void;
  /** Several groups were changed at once. */
  onSeveral(): Promise<void>;
  onGroup(group: GroupDetail, change: 'created' | 'edited' | 'restored'): Promise<void>;
  onDeleted(group: Group): Promise<void>;
}

const CALLED_OFF = false;

/**
 * Carries changes out: asks the host page first (a cancellable event), then the server, then tells both, and offers
 * the way back. Decides nothing: who may not is not offered it, and the server refuses.
 */
export class Changes {
  constructor(
    readonly host: LitElement,
    readonly toasts: ToastController,
    readonly client: () => Provost,
    readonly listener: ChangeListener,
  ) {}

  /** Raises what the API raised; false when the host page called it off. */
  async add(kind: Kind, group: Group, things: readonly Named[], undoable = true): Promise<boolean> {
    const ids = things.map(({ id }) => id);
    if (!this.host.dispatchEvent(eventOf(kind, 'add', group, ids))) return CALLED_OFF;
    const { groups } = this.client();
    const { total } = await (kind === 'members'
      ? groups.addMembers(group.id, ids)
      : groups.addContent(group.id, ids));
    this.listener.onContents(kind, group, { added: ids, total });
    this.toasts.show({
      tone: 'done',
      text: added(things, group),
      ...(undoable ? { undo: () => void this.#try(this.remove(kind, group, things, false)) } : {}),
    });
    this.host.dispatchEvent(eventOf(kind, 'added', group, ids));
    return true;
  }

  /** Like `add`. */
  async remove(kind: Kind, group: Group, things: readonly Named[], undoable = true): Promise<boolean> {
    const ids = things.map(({ id }) => id);
    if (!this.host.dispatchEvent(eventOf(kind, 'remove', group, ids))) return CALLED_OFF;
    const { groups } = this.client();
    const { total } = await (kind === 'members'
      ? groups.removeMembers(group.id, ids)
      : groups.removeContent(group.id, ids));
    this.listener.onContents(kind, group, { removed: ids, total });
    this.toasts.show({
      text: removed(things, group),
      ...(undoable ? { undo: () => void this.#try(this.add(kind, group, things, false)) } : {}),
    });
    this.host.dispatchEvent(eventOf(kind, 'removed', group, ids));
    return true;
  }

  /** every one of the people into every one of the groups, or nobody anywhere; one undo takes all of it back. */
  async addToGroups(groups: readonly Group[], people: readonly Named[]): Promise<boolean> {
    const ids = people.map(({ id }) => id);
    const tell = (verb: 'add' | 'added') =>
      groups.map((group) => this.host.dispatchEvent(eventOf('members', verb, group, ids)));
    if (tell('add').includes(false)) return CALLED_OFF;
    const { changes } = this.client();
    const done = await changes.apply({
      changes: groups.flatMap(({ id: groupId }) =>
        ids.map((userId) => ({ kind: 'add-member' as const, groupId, userId })),
      ),
    });
    const fresh = done.results.filter(({ status }) => status === 'changed').length;
    await this.listener.onSeveral();
    this.toasts.show({
      tone: 'done',
      text: addedToGroups(people, groups, ids.length * groups.length - fresh),
      ...(fresh ? { undo: () => void this.#try(this.#undoSet(done.id)) } : {}),
    });
    tell('added');
    return true;
  }

  async #undoSet(id: string): Promise<boolean> {
    await this.client().changes.undo(id);
    await this.listener.onSeveral();
    this.toasts.show({ tone: 'done', text: msg('Undone') });
    return true;
  }

  /** The same, with what went wrong in a toast: for a press that has no dialog to say it in. */
  tryRemove = (kind: Kind, group: Group, things: readonly Named[]): Promise<boolean> =>
    this.#try(this.remove(kind, group, things));

  async create(draft: GroupDraft, parent: Group | undefined): Promise<boolean> {
    const asked = { ...draft, parentId: parent?.id ?? null };
    if (!this.host.dispatchEvent(new GroupEvent('group-create', asked))) return CALLED_OFF;
    const group = await this.client().groups.create(asked);
    await this.listener.onGroup(group, 'created');
    this.toasts.show({
      tone: 'done',
      text: msg(str`${group.name} created`),
      undo: () => void this.#try(this.#delete(group, false)),
    });
    this.host.dispatchEvent(new GroupEvent('group-created', group));
    return true;
  }

  async edit(before: Group, draft: GroupDraft, undoable = true): Promise<boolean> {
    if (!this.host.dispatchEvent(new GroupEvent('group-edit', { ...before, ...draft }))) return CALLED_OFF;
    const group = await this.client().groups.update(before.id, draft, before.version);
    await this.listener.onGroup(group, 'edited');
    const { name, description } = before;
    this.toasts.show({
      tone: 'done',
      text: msg(str`${group.name} saved`),
      ...(undoable ? { undo: () => void this.#try(this.edit(group, { name, description }, false)) } : {}),
    });
    this.host.dispatchEvent(new GroupEvent('group-edited', group));
    return true;
  }

  delete = (group: Group): Promise<boolean> => this.#try(this.#delete(group, true));

  async #delete(group: Group, undoable: boolean): Promise<boolean> {
    if (!this.host.dispatchEvent(new GroupEvent('group-delete', group))) return CALLED_OFF;
    await this.client().groups.delete(group.id, group.version);
    await this.listener.onDeleted(group);
    this.toasts.show({
      text: msg(str`${group.name} deleted`),
      ...(undoable ? { undo: () => void this.#try(this.#restore(group)) } : {}),
    });
    this.host.dispatchEvent(new GroupEvent('group-deleted', group));
    return true;
  }

  async #restore({ id }: Group): Promise<boolean> {
    const group = await this.client().groups.restore(id);
    await this.listener.onGroup(group, 'restored');
    this.toasts.show({ tone: 'done', text: msg(str`${group.name} restored`) });
    this.host.dispatchEvent(new GroupEvent('group-restored', group));
    return true;
  }

  async #try(change: Promise<boolean>): Promise<boolean> {
    try {
      return await change;
    } catch (error) {
      const { text, requestId } = problemOf(error);
      this.toasts.show({
        tone: 'error',
        text: requestId ? `${text} (${msg('Request id')} ${requestId})` : text,
      });
      return false;
    }
  }
}

const eventOf = (
  kind: Kind,
  verb: 'add' | 'added' | 'remove' | 'removed',
  group: Group,
  ids: readonly string[],
) =>
  kind === 'members'
    ? new MembersEvent(`members-${verb}`, group, ids)
    : new ContentEvent(`content-${verb}`, group, ids);

function added(things: readonly Named[], { name: group }: Group): string {
  const [count, name] = [formatNumber(things.length), things[0]?.name ?? ''];
  return things.length === 1 ? msg(str`${name} added to ${group}`) : msg(str`${count} added to ${group}`);
}

function addedToGroups(people: readonly Named[], groups: readonly Named[], before: number): string {
  const [all, count, members] = [people, groups]
    .map(({ length }) => formatNumber(length))
    .concat(formatNumber(before));
  const name = people[0]?.name ?? '';
  const said = plural(people.length, {
    one: msg(str`${name} added to ${count} groups`),
    other: msg(str`${all} people added to ${count} groups`),
  });
  return before ? msg(str`${said}; in ${members} of these places they were already`) : said;
}

function removed(things: readonly Named[], { name: group }: Group): string {
  const [count, name] = [formatNumber(things.length), things[0]?.name ?? ''];
  return things.length === 1
    ? msg(str`${name} removed from ${group}`)
    : msg(str`${count} removed from ${group}`);
}
