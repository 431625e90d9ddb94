import type { GroupDetail } from '@provost/sdk';
import { adoptStyles } from './adopt-styles.js';
import type { Editing } from './editing/editing.js';
import { mayEditAnything } from './levels.js';
import type { OnShow } from './on-show.js';

/** Holds what changes something, once somebody who may is near it. Owns the loading of that part. */
export class EditingPart {
  /** What was loaded; `undefined` until then. */
  editing: Editing | undefined;
  /** It could not be loaded. */
  isBroken = false;
  #loading: Promise<{ Editing: typeof Editing }> | undefined;

  constructor(readonly screen: () => OnShow) {}

  /** Whoever may change something is likely to: what that takes is fetched when they come near. */
  prepare = (): void => {
    const { host, access } = this.screen();
    if (!host.readonly && mayEditAnything(access())) void this.load();
  };

  /** Loads what changes something, once. */
  load = async (): Promise<Editing | undefined> => {
    try {
      this.#loading ??= import('./editing/editing.js');
      const { Editing } = await this.#loading;
      this.editing ??= this.#begin(Editing);
    } catch {
      this.#loading = undefined;
    }
    this.isBroken = !this.editing;
    this.screen().host.requestUpdate();
    return this.editing;
  };

  /** Does something as soon as the part is there. */
  do(act: (editing: Editing) => unknown): void {
    void this.load().then((editing) => editing && act(editing));
  }

  /** Does something to a group, of which all has to be known for that. */
  doTo(id: string, act: (editing: Editing, group: GroupDetail) => unknown): void {
    this.do(async (editing) => {
      const group = await this.screen().whole(id);
      if (group) act(editing, group);
    });
  }

  #begin(part: typeof Editing): Editing {
    adoptStyles(this.screen().host, part.styles);
    return new part(this.screen());
  }
}
