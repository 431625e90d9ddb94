import type { Group, GroupDetail, Provost } from '@provost/sdk';
import type { LitElement } from 'lit';
import type { KnownGroup } from './group-tree.js';
import { isGone } from './problem.js';
import { isGroup } from './sound.js';

/** Knows the group on show: at once what the tree has of it, soon all of it. Owns that request. */
export class CurrentGroup {
  id: string | undefined;
  group: (Group & Partial<GroupDetail>) | undefined;
  error: unknown;
  /** The group with all there is to know, once it has come. */
  whole: Promise<GroupDetail | undefined> = Promise.resolve(undefined);
  #abort = new AbortController();

  constructor(
    readonly host: LitElement,
    readonly client: () => Provost | undefined,
  ) {}

  /** Shows another group; answers with it, or `undefined` when it did not load or another was opened meanwhile. */
  open(id: string | undefined, known?: KnownGroup): Promise<GroupDetail | undefined> {
    this.id = id;
    this.group = known as Group | undefined; // the rest of it comes with the answer
    this.error = undefined;
    this.host.requestUpdate();
    return this.reload();
  }

  /** Asks again; what is on show stays until the answer comes. */
  reload = (): Promise<GroupDetail | undefined> => (this.whole = this.#ask());

  async #ask(): Promise<GroupDetail | undefined> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const { id } = this;
    if (id === undefined) return undefined;
    try {
      const group = await this.client()?.groups.get(id, { signal });
      if (signal.aborted || !group) return undefined;
      if (!isGroup(group)) throw new TypeError('not a group');
      this.group = group;
      this.error = undefined;
      return group;
    } catch (error) {
      if (signal.aborted) return undefined;
      this.error = error;
      if (isGone(error)) this.group = undefined;
      return undefined;
    } finally {
      if (!signal.aborted) this.host.requestUpdate();
    }
  }

  /** Takes over what a change answered. */
  update(change: Partial<GroupDetail>): void {
    if (this.group) this.group = { ...this.group, ...change };
    this.host.requestUpdate();
  }
}
