import { msg, str } from '@lit/localize';
import type { Policy } from '@provost/authz-core';
import type { AccessChange } from '@provost/sdk';
import { html, type TemplateResult } from 'lit';
import { formatList, formatNumber, plural } from '../../localization/format.js';
import { level } from '../../ui/level.js';
import { avatar } from '../../ui/people.js';
import type { Collision, Draft } from './draft.js';
import { isSame, type Holding } from './cells.js';
import type { StoredRows } from './people-list.js';
import { cellLabel, holdingWord } from './words.js';

/** Whose level is kept. */
export type Side = 'theirs' | 'yours';

/** A save that was refused because somebody else had saved: what collides, and what was chosen so far. */
export interface Conflict {
  readonly collisions: readonly Collision[];
  readonly sides: readonly Side[];
  /** What is stored now of everybody in the draft. */
  readonly stored: StoredRows;
}

/** Begins with what each of the two really touched. */
export const conflictOf = (draft: Draft, found: Omit<Conflict, 'sides'>): Conflict => ({
  collisions: found.collisions,
  stored: found.stored,
  sides: found.collisions.map(({ row, cell }) =>
    draft.get(row.user.id)?.set.has(cell.role) ? 'yours' : 'theirs',
  ),
});

/** Who saved meanwhile, by name where the rows tell. */
export function titleOf({ collisions }: Conflict): string {
  const names = new Set(
    collisions.flatMap(({ row, was, theirs, cell }) => {
      if (isSame(was, theirs)) return [];
      if (cell.area) return row.levels[cell.area.id]?.by?.name ?? [];
      return row.held.find(({ role, inherited }) => role === cell.role && !inherited)?.givenBy?.name ?? [];
    }),
  );
  return names.size ? msg(str`${formatList([...names])} changed this too`) : msg('Somebody changed this too');
}

/** What there is to choose, and how much is not in question. */
export function aboutOf({ collisions }: Conflict, changes: readonly AccessChange[]): string {
  const inQuestion = new Set(collisions.map(({ row }) => row.user.id));
  const merged = changes.filter((change) => 'userId' in change && !inQuestion.has(change.userId)).length;
  const count = formatNumber(collisions.length);
  const rest = formatNumber(merged);
  const choose = plural(collisions.length, {
    one: msg(str`Saved while you were editing. Choose what to keep for ${count} level.`),
    other: msg(str`Saved while you were editing. Choose what to keep for ${count} levels.`),
  });
  if (!merged) return choose;
  const others = plural(merged, {
    one: msg(str`Your ${rest} other change does not collide.`),
    other: msg(str`Your ${rest} other changes do not collide.`),
  });
  return `${choose} ${others}`;
}

/** Theirs and yours, side by side. */
export function renderConflict(
  { collisions, sides }: Conflict,
  policy: Policy,
  onPick: (sides: readonly Side[]) => void,
): TemplateResult {
  const head = (title: string, side: Side) =>
    html`<th scope="col" class="cell-seg">
      ${title}
      <button
        type="button"
        class="link-btn"
        aria-label=${`${title}: ${msg('Keep all')}`}
        @click=${() => onPick(sides.map(() => side))}
      >
        ${msg('Keep all')}
      </button>
    </th>`;
  return html`<div class="table-scroll people">
    <table class="perm-table choices" aria-labelledby="manage-title">
      <thead>
        <tr>
          <th scope="col">${msg('Level')}</th>
          ${head(msg('Theirs'), 'theirs')}${head(msg('Yours'), 'yours')}
        </tr>
      </thead>
      <tbody>
        ${collisions.map((collision, index) =>
          renderCollision(collision, {
            label: cellLabel(policy, collision.cell),
            name: `side-${index}`,
            side: sides[index] ?? 'theirs',
            onPick: (side) => onPick(sides.with(index, side)),
          }),
        )}
      </tbody>
    </table>
  </div>`;
}

interface Choice {
  readonly label: string;
  readonly name: string;
  readonly side: Side;
  readonly onPick: (side: Side) => void;
}

function renderCollision(
  { row, cell, was, theirs, yours }: Collision,
  { label, name, side, onPick }: Choice,
) {
  const before = holdingWord(cell, was);
  const choice = (of: Side, to: Holding, title: string) =>
    html`<td class="cell-seg" data-label=${title}>
      <label class="choice"
        ><input
          type="radio"
          name=${name}
          aria-label=${`${row.user.name}, ${label}, ${title}: ${holdingWord(cell, to)}`}
          .checked=${side === of}
          @change=${() => onPick(of)}
        />${cell.area ? level(holdingWord(cell, to), to.held, true) : holdingWord(cell, to)}</label
      >
    </td>`;
  return html`<tr>
    <th scope="row">
      <span class="person"
        >${avatar(row.user.name, row.user.id, 32)}<span class="grow"
          ><span class="strong">${row.user.name}</span
          ><span class="provenance">${msg(str`${label}, was ${before}`)}</span></span
        ></span
      >
    </th>
    ${choice('theirs', theirs, msg('Theirs'))}${choice('yours', yours, msg('Yours'))}
  </tr>`;
}
