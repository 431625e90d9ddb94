import { msg, str } from '@lit/localize';
import type { Area, Decision } from '@provost/authz-core';
import type { Level, PermissionRow } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { areaLabel, levelWord } from '../../localization/areas.js';
import { checkbox } from '../../ui/controls.js';
import { icon, lock } from '../../ui/icons.js';
import { level } from '../../ui/level.js';
import { avatar } from '../../ui/people.js';
import { segmented } from '../../ui/segmented.js';
import { lockedSegmented } from '../../ui/segmented-locked.js';
import { bar } from '../../ui/states.js';
import { mark } from '../mark.js';
import { draftLevel, type Draft } from './draft.js';
import { originOf, wasOf } from './provenance.js';

/** The table of people: what it shows, what the core says of each level, and where a press leads. */
export interface PeopleTable {
  readonly rows: readonly PermissionRow[];
  readonly areas: readonly Area[];
  readonly draft: Draft;
  readonly me: string | undefined;
  readonly search: string;
  readonly selected: ReadonlyMap<string, PermissionRow>;
  /** May the reader set this person's level in this area (EV-09, EV-11, EV-20)? */
  readonly decide: (row: PermissionRow, area: Area) => Decision;
  readonly onLevel: (row: PermissionRow, area: Area, level: Level) => void;
  readonly onSelect: (row: PermissionRow, on: boolean) => void;
  readonly onSelectAll: (on: boolean) => void;
}

/** The people with their toggles. */
export const renderPeople = (table: PeopleTable): TemplateResult =>
  frame(
    table.areas,
    selectAll(table),
    repeat(
      table.rows,
      ({ user }) => user.id,
      (row, index) => renderRow(table, row, `why-${index}`),
    ),
  );

/** What stands there until they are known. */
export const renderSkeleton = (areas: readonly Area[]): TemplateResult =>
  frame(
    areas,
    nothing,
    [132, 96, 150, 110, 84, 124, 102, 140].map((width) => skeletonRow(width, areas)),
    true,
  );

const frame = (areas: readonly Area[], all: unknown, rows: unknown, busy = false) =>
  html`<table class="perm-table" aria-labelledby="manage-title" aria-busy=${busy ? 'true' : nothing}>
    <thead>
      <tr>
        ${all === nothing ? html`<td class="cell-check"></td>` : html`<th scope="col" class="cell-check">${all}</th>`}
        <th scope="col">${msg('Person')}</th>
        ${areas.map((area) => html`<th scope="col" class="cell-seg">${areaLabel(area)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;

/** Rows with a level that the reader may set: the only ones worth selecting. */
const settable = ({ areas, decide }: PeopleTable, row: PermissionRow) =>
  areas.some((area) => decide(row, area).allowed);

function selectAll(table: PeopleTable) {
  const rows = table.rows.filter((row) => settable(table, row));
  if (!rows.length) return nothing;
  return checkbox({
    label: msg('Select all that are shown'),
    checked: rows.every(({ user }) => table.selected.has(user.id)),
    some: table.selected.size > 0,
    onChange: table.onSelectAll,
  });
}

function renderRow(table: PeopleTable, row: PermissionRow, whyId: string) {
  const { user } = row;
  const edit = table.draft.get(user.id);
  const mine = user.id === table.me;
  const picked = table.selected.has(user.id);
  return html`<tr class=${edit ? 'changed' : nothing} aria-selected=${picked ? 'true' : 'false'} part="row">
    <td class="cell-check">
      ${
        settable(table, row)
          ? checkbox({
              label: msg(str`Select ${user.name}`),
              checked: picked,
              onChange: (on) => table.onSelect(row, on),
            })
          : nothing
      }
    </td>
    <th scope="row">
      <span class="person"
        >${avatar(user.name, user.id, 32)}<span class="grow"
          ><span class="line"
            ><span class="strong truncate" title=${user.email}>${mark(user.name, table.search)}</span>${
              mine ? html`<span class="chip">${msg('You')}</span>` : nothing
            }</span
          ><span class="provenance" id=${whyId}
            >${
              edit
                ? wasOf(edit, table.areas)
                : mine
                  ? html`${icon(lock, 12)}${msg('Your own level. Another Editor can change it')}`
                  : originOf(row, table.areas)
            }</span
          ></span
        ></span
      >
    </th>
    ${table.areas.map(
      (area) =>
        html`<td class="cell-seg" data-label=${areaLabel(area)}>${renderLevel(table, row, area, whyId)}</td>`,
    )}
  </tr>`;
}

/** A toggle where the level may be set; locked on one's own row; else the level as text (EV-09, EV-20). */
function renderLevel(table: PeopleTable, row: PermissionRow, area: Area, whyId: string) {
  const value = draftLevel(table.draft, row, area.id);
  if (!value) return html`<span class="muted">–</span>`; // an API that left it out
  const { allowed, missing } = table.decide(row, area);
  const own = missing[0]?.code === 'own-assignment';
  if (!allowed && !own) return level(levelWord(value === 'editor'), value === 'editor', true);
  const toggle = {
    label: msg(str`${areaLabel(area)} of ${row.user.name}`),
    value,
    segments: [
      { value: 'editor', label: levelWord(true) },
      { value: 'viewer', label: levelWord(false) },
    ] as const,
  };
  if (!allowed) return lockedSegmented<Level>({ ...toggle, lockedBy: whyId });
  return segmented<Level>({
    ...toggle,
    name: `${row.user.id} ${area.id}`,
    describedBy: whyId,
    onChange: (to) => table.onLevel(row, area, to),
  });
}

const skeletonRow = (width: number, areas: readonly Area[]) =>
  html`<tr>
    <td class="cell-check">${bar(16)}</td>
    <td>
      <span class="person">${bar(32)}<span class="grow">${bar(width)}</span></span>
    </td>
    ${areas.map(() => html`<td class="cell-seg">${bar(152)}</td>`)}
  </tr>`;
