import { msg, str } from '@lit/localize';
import type { PermissionRow, Level } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { levelWord } from '../../localization/areas.js';
import { checkbox } from '../../ui/controls.js';
import { icon, lock, more } from '../../ui/icons.js';
import { level } from '../../ui/level.js';
import { avatar } from '../../ui/people.js';
import { segmented } from '../../ui/segmented.js';
import { lockedSegmented } from '../../ui/segmented-locked.js';
import { bar } from '../../ui/states.js';
import { mark } from '../mark.js';
import { storedHolding, type Cell } from './cells.js';
import { renderRoles, renderWhy } from './chips.js';
import { draftHolding, isNew } from './draft.js';
import { popover, type Choice } from './popover.js';
import { originOf, wasOf } from './provenance.js';
import type { PeopleTable } from './table.js';
import { timeBadge } from './words.js';

/** The columns of the table: a toggle an area, and one for all roles where the policy has any. */
export type Columns = Pick<PeopleTable, 'levels' | 'roles' | 'labelOf'>;

/** The people with what they hold. */
export const renderPeople = (table: PeopleTable): TemplateResult =>
  frame(
    table,
    selectAll(table),
    repeat(
      table.rows,
      ({ user }) => user.id,
      (row, index) => renderRow(table, row, `why-${index}`),
    ),
  );

/** What stands there until they are known. */
export const renderSkeleton = (columns: Columns): TemplateResult =>
  frame(
    columns,
    nothing,
    [132, 96, 150, 110, 84, 124, 102, 140].map((width) => skeletonRow(width, columns)),
    true,
  );

const frame = ({ levels, roles, labelOf }: Columns, all: unknown, rows: unknown, busy = false) =>
  html`<table class="perm-table" aria-labelledby="manage-title" aria-busy=${busy ? 'true' : nothing}>
    <thead>
      <tr>
        ${all === nothing ? html`<td class="cell-check"></td>` : html`<th scope="col" class="cell-check">${all}</th>`}
        <th scope="col">${msg('Person')}</th>
        ${levels.map((cell) => html`<th scope="col" class="cell-seg">${labelOf(cell)}</th>`)}
        ${roles.length ? html`<th scope="col" class="cell-roles">${msg('Roles')}</th>` : nothing}
        <td class="cell-more"></td>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;

/** Rows with something that the reader may change: the only ones worth selecting. */
export const isRowSettable = (
  { levels, roles, decideCell, mightGive }: PeopleTable,
  row: PermissionRow,
): boolean =>
  levels.some((cell) => storedHolding(row, cell) && decideCell(row, cell).allowed) ||
  roles.some((cell) => mightGive(row, cell));

function selectAll(table: PeopleTable) {
  const rows = table.rows.filter((row) => isRowSettable(table, row));
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
  const isPicked = table.selected.has(user.id);
  return html`<tr
    class="${table.draft.has(user.id) ? 'changed' : ''} ${table.opened === user.id ? 'opened' : ''}"
    aria-selected=${isPicked ? 'true' : 'false'}
    part="row"
    data-person=${user.id}
  >
    <td class="cell-check">
      ${
        isRowSettable(table, row)
          ? checkbox({
              label: msg(str`Select ${user.name}`),
              checked: isPicked,
              onChange: (on) => table.onSelect(row, on),
            })
          : nothing
      }
    </td>
    <th scope="row">${renderPerson(table, row, whyId)}</th>
    ${table.levels.map(
      (cell) =>
        html`<td class="cell-seg" data-label=${table.labelOf(cell)}>
          ${renderLevel(table, row, { cell, whyId })}
        </td>`,
    )}
    ${
      table.roles.length
        ? html`<td class="cell-roles" data-label=${msg('Roles')}>${renderRoles(table, row)}</td>`
        : nothing
    }
    <td class="cell-more">${renderMore(table, row)}${renderOpen(table, row)}</td>
  </tr>`;
}

/** On a phone one person's cells are on show at a time; elsewhere the button is not there. */
function renderOpen(table: PeopleTable, row: PermissionRow) {
  const isOpen = table.opened === row.user.id;
  return html`<button
    type="button"
    class="btn btn-small row-open"
    aria-expanded=${isOpen ? 'true' : 'false'}
    aria-label=${isOpen ? msg(str`Done with ${row.user.name}`) : msg(str`Change what ${row.user.name} holds`)}
    @click=${() => table.onOpen(row)}
  >
    ${isOpen ? msg('Done') : msg('Change')}
  </button>`;
}

/** The same in a line, while they are not. */
function holdsInWords({ levels, roles, labelOf, draft }: PeopleTable, row: PermissionRow): string {
  const here = (cell: Cell) => draftHolding(draft, row, cell);
  const told = levels.flatMap((cell) => {
    const holding = here(cell);
    return holding ? [levelWord(holding.held)] : [];
  });
  const above = row.held.filter(({ inherited }) => inherited).map(({ role }) => labelOf({ role }));
  return [...told, ...roles.filter((cell) => here(cell)?.held).map(labelOf), ...above].join(' · ');
}

function renderPerson(table: PeopleTable, row: PermissionRow, whyId: string) {
  const { user } = row;
  const isMine = user.id === table.me;
  return html`<span class="person"
    >${avatar(user.name, user.id, 32)}<span class="grow"
      ><span class="line"
        ><span class="strong truncate" title=${user.email}>${mark(user.name, table.search)}</span>${
          isMine ? html`<span class="chip">${msg('You')}</span>` : nothing
        }</span
      ><span class="provenance" id=${whyId}>${aboutRow(table, row)}</span
      ><span class="provenance row-holds" aria-hidden="true">${holdsInWords(table, row)}</span></span
    ></span
  >`;
}

function aboutRow(table: PeopleTable, row: PermissionRow) {
  const edit = table.draft.get(row.user.id);
  if (edit) return wasOf(edit, table.labelOf);
  const isLocked = row.user.id === table.me && Object.keys(row.levels).length > 0;
  if (isLocked) return html`${icon(lock, 12)}${msg('Your own level. Another Editor can change it')}`;
  if (isNew(row)) return msg('Holds nothing here yet');
  return originOf(row, table.areas);
}

interface LevelView {
  readonly cell: Cell;
  readonly whyId: string;
}

/** A toggle where the level may be set; locked on one's own row; else the level as text (EV-09, EV-20). */
function renderLevel(table: PeopleTable, row: PermissionRow, { cell, whyId }: LevelView) {
  const holding = draftHolding(table.draft, row, cell);
  if (!holding) return html`<span class="muted">–</span>`; // who cannot have a level
  const isEditor = holding.held && (holding.from === null || Date.parse(holding.from) <= table.now);
  const decision = table.decideCell(row, cell);
  const { allowed, missing } = decision;
  const times = timeBadge(holding, table.now);
  const areaName = table.labelOf(cell);
  const name = row.user.name;
  if (!allowed && missing[0]?.code !== 'own-assignment')
    return html`<span class="line"
        >${level(levelWord(isEditor), isEditor, true)}${renderWhy(
          msg(str`Why ${areaName} of ${name} is locked`),
          () => table.why(decision),
        )}</span
      >${times}`;
  const toggle = {
    label: msg(str`${areaName} of ${name}`),
    value: isEditor ? ('editor' as const) : ('viewer' as const),
    segments: [
      { value: 'editor', label: levelWord(true) },
      { value: 'viewer', label: levelWord(false) },
    ] as const,
  };
  if (!allowed) return html`${lockedSegmented<Level>({ ...toggle, lockedBy: whyId })}${times}`;
  return html`${segmented<Level>({
    ...toggle,
    name: `${row.user.id} ${cell.role}`,
    describedBy: whyId,
    onChange: (to) =>
      table.onHolding(row, { cell, holding: { held: to === 'editor', from: null, until: null } }),
  })}${times}`;
}

/** Dates of what is held (X-04), and the page as the person sees it (X-02). */
function renderMore(table: PeopleTable, row: PermissionRow) {
  const choices = choicesFor(table, row);
  if (!choices.length) return nothing;
  return popover({
    label: msg(str`More for ${row.user.name}`),
    kind: 'btn btn-ghost btn-small btn-icon',
    face: icon(more),
    content: () => choices,
  });
}

function choicesFor(table: PeopleTable, row: PermissionRow): readonly Choice[] {
  const { onPreview } = table;
  const dated = [...table.levels, ...table.roles].filter((cell) => {
    const stored = storedHolding(row, cell)?.held;
    return draftHolding(table.draft, row, cell)?.held && (!stored || table.decideCell(row, cell).allowed);
  });
  return [
    ...dated.map((cell) => ({
      label: msg(str`Dates of ${table.labelOf(cell)}`),
      onPick: () => table.onDates(row, cell),
    })),
    ...(onPreview && row.user.id !== table.me
      ? [{ label: msg(str`See as ${row.user.name}`), onPick: () => onPreview(row) }]
      : []),
  ];
}

const skeletonRow = (width: number, { levels, roles }: Columns) =>
  html`<tr>
    <td class="cell-check">${bar(16)}</td>
    <td>
      <span class="person">${bar(32)}<span class="grow">${bar(width)}</span></span>
    </td>
    ${levels.map(() => html`<td class="cell-seg">${bar(152)}</td>`)}
    ${roles.length ? html`<td class="cell-roles">${bar(120)}</td>` : nothing}
    <td class="cell-more"></td>
  </tr>`;
