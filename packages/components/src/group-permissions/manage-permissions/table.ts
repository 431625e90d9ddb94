import type { Area, ChangeDecision } from '@provost/authz-core';
import type { PermissionRow } from '@provost/sdk';
import type { Cell } from './cells.js';
import type { CellEdit, Draft } from './draft.js';

/** The table of people: what it shows, what the core says of each cell, and where a press leads. */
export interface PeopleTable {
  readonly rows: readonly PermissionRow[];
  readonly areas: readonly Area[];
  readonly levels: readonly Cell[];
  readonly roles: readonly Cell[];
  readonly draft: Draft;
  readonly me: string | undefined;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  readonly search: string;
  readonly selected: ReadonlyMap<string, PermissionRow>;
  readonly labelOf: (cell: Cell) => string;
  readonly aboutOf: (cell: Cell) => string;
  /** May the reader change this at all (EV-09, EV-11, EV-20, LR-17)? */
  readonly decideCell: (row: PermissionRow, cell: Cell) => ChangeDecision;
  /** May they make this very change (LR-09)? */
  readonly decideEdit: (row: PermissionRow, edit: CellEdit) => ChangeDecision;
  /** Is it worth asking? */
  readonly mightGive: (row: PermissionRow, cell: Cell) => boolean;
  /** A refusal in words. */
  readonly why: (decision: ChangeDecision) => string;
  /** On a phone: the one person whose cells are on show. */
  readonly opened: string | undefined;
  readonly onOpen: (row: PermissionRow) => void;
  readonly onHolding: (row: PermissionRow, edit: CellEdit) => void;
  readonly onSelect: (row: PermissionRow, on: boolean) => void;
  readonly onSelectAll: (on: boolean) => void;
  /** Opens the dates of what somebody holds. */
  readonly onDates: (row: PermissionRow, cell: Cell) => void;
  /** Shows the page as this person sees it; none where the reader may not. */
  readonly onPreview: ((row: PermissionRow) => void) | undefined;
}
