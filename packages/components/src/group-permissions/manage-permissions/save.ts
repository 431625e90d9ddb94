import type { Group, LevelChange, Provost } from '@provost/sdk';
import { documentOf } from '../problem.js';
import { changesOf, collisionsOf, only, rebase, type Collision, type Draft, type MaySet } from './draft.js';
import { readNow, soundRows, type StoredRows } from './people-list.js';

/** What became of a save: done, or refused because two people disagree. */
export type Outcome =
  | {
      readonly kind: 'saved';
      readonly changes: readonly LevelChange[];
      readonly stored: StoredRows;
      /** Somebody else saved meanwhile: more than what was sent may look different now. */
      readonly merged: boolean;
    }
  | { readonly kind: 'collides'; readonly collisions: readonly Collision[]; readonly stored: StoredRows };

/** What is to be saved, and the version it was changed from. */
export interface Saving {
  readonly client: Provost;
  readonly group: Group;
  readonly draft: Draft;
  readonly version: number;
  readonly maySet: MaySet;
}

/**
 * Saves a draft as one change. Where somebody else saved meanwhile (412), what does not collide is merged and sent
 * again; what collides is for a person to decide. Raises what the client raised.
 */
export async function saveDraft(saving: Saving): Promise<Outcome> {
  let { draft, version } = saving;
  for (let tries = 1; ; tries++) {
    const changes = changesOf(draft, saving.maySet);
    const merged = tries > 1;
    if (!changes.length) return { kind: 'saved', changes, stored: { rows: [], version }, merged };
    try {
      const answer = await saving.client.groups.setLevels(saving.group.id, changes, version);
      const stored = { rows: soundRows(answer.items), version: answer.version };
      return { kind: 'saved', changes, stored, merged };
    } catch (error) {
      if (documentOf(error).status !== 412 || tries === 3) throw error;
      const stored = await readNow(saving.client, saving.group, draft.keys());
      const collisions = collisionsOf(draft, stored.rows, saving.maySet);
      if (collisions.length) return { kind: 'collides', collisions, stored };
      draft = rebase(only(draft, stored.rows), stored.rows);
      ({ version } = stored);
    }
  }
}
