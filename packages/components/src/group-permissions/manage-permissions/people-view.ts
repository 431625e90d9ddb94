import type { Access } from '@provost/authz-core';
import { levelCells, roleCells } from './cells.js';
import type { Edits } from './edits.js';
import type { Body } from './body.js';
import type { PeopleTable } from './table.js';
import { isRowSettable } from './rows.js';
import { whyLocked } from './why-words.js';

interface Options {
  readonly onlyChanged: boolean;
  readonly onPreview: PeopleTable['onPreview'];
}

/** The part of the list's view that follows from what is edited. */
export function bodyOf(
  edits: Edits,
  access: Access,
  { onlyChanged, onPreview }: Options,
): Pick<Body, 'list' | 'table' | 'bulk' | 'changed' | 'onlyChanged' | 'only' | 'onOnly' | 'lost'> {
  const { people, draft } = edits;
  const { list } = people;
  const table = tableOf(edits, access, { onlyChanged, onPreview });
  return {
    list,
    table,
    bulk: {
      count: list.selected.size,
      levels: table.levels.filter(edits.isSettable),
      roles: table.roles.filter(edits.isSettable),
      labelOf: edits.labelOf,
      onHolding: edits.setSelected,
      onDates: edits.showDatesOfSelected,
      onClear: () => list.toggleAll(false),
    },
    changed: draft.size,
    onlyChanged,
    only: people.only,
    onOnly: (only) => people.narrow(only),
    lost: edits.lost,
  };
}

function tableOf(edits: Edits, access: Access, { onlyChanged, onPreview }: Options): PeopleTable {
  const { people, draft } = edits;
  const { list } = people;
  const table: PeopleTable = {
    rows: onlyChanged ? [...draft.values()].map(({ row }) => row) : people.rows,
    areas: access.areas,
    levels: levelCells(access),
    roles: roleCells(access.policy),
    draft,
    me: access.snapshot.subject.id,
    now: access.now,
    search: list.search,
    selected: list.selected,
    labelOf: edits.labelOf,
    aboutOf: ({ role }) => access.policy.roles.get(role)?.description ?? '',
    decideCell: edits.decideCell,
    decideEdit: edits.decideEdit,
    mightGive: edits.mightGive,
    why: (decision) => whyLocked(access.policy, decision),
    opened: edits.opened,
    onOpen: ({ user }) => edits.show(edits.opened === user.id ? undefined : user.id),
    onHolding: edits.set,
    onSelect: (row, on) => list.toggle(row, on),
    onSelectAll: (on) => {
      for (const row of people.rows) if (isRowSettable(table, row)) list.toggle(row, on);
    },
    onDates: edits.showDates,
    onPreview,
  };
  return table;
}
