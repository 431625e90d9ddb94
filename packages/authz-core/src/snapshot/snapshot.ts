import type { Assignment, Settings } from '../vocabulary.js';

/** A group of the person's reach and how deep it lies; a list of them in preorder is a tree. */
export type GroupAtDepth = readonly [id: string, depth: number];

/** What is true of one person on one site: all that `openAccess` needs beside the policy. */
export interface Snapshot {
  readonly site: string;
  readonly policy: string;
  readonly subject: { readonly id: string };
  readonly settings: Settings;
  /** The groups the person's roles reach below, in preorder; a group that is not there is outside. */
  readonly groups: readonly GroupAtDepth[];
  readonly assignments: readonly Assignment[];
  /** Milliseconds since 1970-01-01T00:00Z; from then on everything is refused. */
  readonly expires: number;
}
