import type { AccessChange, Group, Provost } from '@provost/sdk';
import { documentOf } from '../problem.js';
import type { Cell } from './cells.js';
import { changesOf, collisionsOf, only, rebase, type Collision, type Draft, type MaySet } from './draft.js';
import { readNow, type StoredRows } from './people-list.js';

/** What became of a save: done, refused because two people disagree, or waiting for a yes. */
export type Outcome =
  | {
      readonly kind: 'saved';
      readonly changes: readonly AccessChange[];
      /** The rows as they are now; `undefined` where they could not be read. */
      readonly stored: StoredRows | undefined;
      /** Somebody else saved meanwhile: more than what was sent may look different now. */
      readonly merged: boolean;
      /** By which all of it is undone; none where nothing was left to save. */
      readonly changeSet: string | undefined;
    }
  | { readonly kind: 'collides'; readonly collisions: readonly Collision[]; readonly stored: StoredRows }
  | { readonly kind: 'asks'; readonly text: string };

/** What is to be saved, and the version it was changed from. */
export interface Saving {
  readonly client: Provost;
  readonly group: Group;
  readonly draft: Draft;
  readonly version: number;
  readonly maySet: MaySet;
  readonly cells: readonly Cell[];
  /** What a save asks first was answered with yes. */
  readonly confirm: boolean;
}

/**
 * Saves a draft as one change set. Where somebody else saved meanwhile (412), what does not collide is merged and
 * sent again; what collides is for a person to decide. Raises what the client raised.
 */
export async function saveDraft(saving: Saving): Promise<Outcome> {
  const { client, group, confirm } = saving;
  let { draft, version } = saving;
  for (let tries = 1; ; tries++) {
    const changes = changesOf(draft, group.id, saving.maySet);
    const merged = tries > 1;
    if (!changes.length)
      return { kind: 'saved', changes, stored: { rows: [], version }, merged, changeSet: undefined };
    try {
      const groups = [{ id: group.id, version }];
      const { id } = await client.changes.apply({ changes: [...changes], groups, confirm });
      // it is saved, whether or not the rows can be read now
      const stored = await readNow(client, group, draft.keys()).catch(() => undefined);
      return { kind: 'saved', changes, stored, merged, changeSet: id };
    } catch (error) {
      const { status, code, detail } = documentOf(error);
      if (code === 'confirm-needed') return { kind: 'asks', text: detail ?? '' };
      if (status !== 412 || tries === 3) throw error;
      const stored = await readNow(client, group, draft.keys());
      const collisions = collisionsOf(draft, stored.rows, saving);
      if (collisions.length) return { kind: 'collides', collisions, stored };
      draft = rebase(only(draft, stored.rows), stored.rows);
      ({ version } = stored);
    }
  }
}
