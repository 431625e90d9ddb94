import { msg, str } from '@lit/localize';
import type { HeldRole, PermissionRow } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { formatDate } from '../../localization/format.js';
import { cross, icon, lock, plus } from '../../ui/icons.js';
import { HELD, NOT_HELD, type Cell, type Holding } from './cells.js';
import { draftHolding } from './draft.js';
import { popover, type Choice } from './popover.js';
import { roleOrigin } from './provenance.js';
import type { PeopleTable } from './table.js';
import { timeBadge } from './words.js';

/** A person's roles: chips of what they hold here and through groups above, and a menu of what they may be given. */
export function renderRoles(table: PeopleTable, row: PermissionRow): TemplateResult {
  const here = table.roles.flatMap((cell) => {
    const holding = draftHolding(table.draft, row, cell);
    return holding?.held ? [renderChip(table, row, { cell, holding })] : [];
  });
  const above = row.held.filter(({ inherited }) => inherited).map((one) => renderInherited(table, row, one));
  const isOffered = table.roles.some(
    (cell) => !draftHolding(table.draft, row, cell)?.held && table.mightGive(row, cell),
  );
  const isEmpty = !here.length && !above.length && !isOffered;
  return html`<span class="roles"
    >${here}${above}${isOffered ? renderAdd(table, row) : nothing}${
      isEmpty ? html`<span class="muted">–</span>` : nothing
    }</span
  >`;
}

interface Held {
  readonly cell: Cell;
  readonly holding: Holding;
}

function renderChip(table: PeopleTable, row: PermissionRow, { cell, holding }: Held) {
  const label = table.labelOf(cell);
  const stored = row.held.find(({ role, inherited }) => role === cell.role && !inherited);
  const origin = stored ? roleOrigin(stored) : msg('not saved yet');
  // what is only in the draft is taken back, not taken away
  const taking = stored ? table.decideCell(row, cell) : undefined;
  const isFree = !taking || taking.allowed;
  return html`<span class="role ${stored ? '' : 'role-new'}" title=${stored ? originOf(stored) : nothing}
    >${isFree ? nothing : icon(lock, 12)}<span class="role-text"
      >${named(label, origin)}${timeBadge(holding, table.now)}</span
    >${
      isFree
        ? html`<button
            type="button"
            class="role-x"
            aria-label=${msg(str`Take ${label} from ${row.user.name}`)}
            title=${msg('Take')}
            @click=${() => table.onHolding(row, { cell, holding: NOT_HELD })}
          >
            ${icon(cross, 12)}
          </button>`
        : renderWhy(msg(str`Why ${label} of ${row.user.name} is locked`), () => table.why(taking))
    }</span
  >`;
}

const named = (label: string, origin: string) =>
  html`<span class="role-name"
    ><span class="role-label">${label}</span> <span class="muted">${origin}</span></span
  >`;

function originOf(held: HeldRole): string {
  const origin = roleOrigin(held);
  return [origin, formatDate(new Date(held.givenAt))].filter(Boolean).join(', ');
}

/** Changed where it is held: the group above is named, and can be opened from the tree. */
function renderInherited(table: PeopleTable, row: PermissionRow, one: HeldRole) {
  const label = table.labelOf({ role: one.role });
  const times = { held: true, from: one.from, until: one.until };
  const origin = roleOrigin(one);
  return html`<span class="role role-above" title=${originOf(one)}
    >${icon(lock, 12)}<span class="role-text">${named(label, origin)}${timeBadge(times, table.now)}</span
    >${renderWhy(msg(str`Why ${label} of ${row.user.name} is locked`), () =>
      one.at
        ? msg(str`It is held at ${one.at.name} and reaches what lies below. Change it there.`)
        : msg('It is held at a group above that you may not see, and is changed there.'),
    )}</span
  >`;
}

/** X-01: a lock that says why; the sentence is made when it is asked for. */
export const renderWhy = (label: string, why: () => string): TemplateResult =>
  popover(
    { label, kind: 'role-x', face: '?', content: () => html`<span class="why">${why()}</span>` },
    false,
  );

function renderAdd(table: PeopleTable, row: PermissionRow) {
  return popover({
    label: msg(str`Give ${row.user.name} a role`),
    kind: 'role-add',
    face: icon(plus, 12),
    content: () => choicesFor(table, row),
  });
}

/** LR-09: what the person may hold and the reader may give; nothing else is there to press. */
function choicesFor(table: PeopleTable, row: PermissionRow): readonly Choice[] | TemplateResult {
  const choices = table.roles
    .filter((cell) => !draftHolding(table.draft, row, cell)?.held)
    .filter((cell) => table.decideEdit(row, { cell, holding: HELD }).allowed)
    .map((cell) => ({
      label: table.labelOf(cell),
      about: table.aboutOf(cell),
      onPick: () => table.onHolding(row, { cell, holding: HELD }),
    }));
  if (choices.length) return choices;
  return html`<span class="why">${msg('There is no role here that you could give them.')}</span>`;
}
