import { css, html, nothing, type TemplateResult } from 'lit';
import { icon, lock } from './icons.js';
import type { Segmented } from './segmented.js';

/** What sets a locked toggle apart: no track, a lock in the thumb. */
export const segmentedLockedStyles = css`
  .seg[aria-readonly] {
    background: none;
    box-shadow: inset 0 0 0 1px var(--_line);
  }
  .seg[aria-readonly] [aria-checked='true'] {
    background: var(--_fill);
  }
`;

/** A toggle that shows and does not change. One part stays focusable, so that the reason can be heard. */
export const lockedSegmented = <V extends string>(
  toggle: Omit<Segmented<V>, 'name' | 'onChange' | 'describedBy'> & {
    /** Id of the element, in the same root, that says why. */
    readonly lockedBy: string;
  },
): TemplateResult =>
  html`<div
    class="seg"
    role="radiogroup"
    aria-label=${toggle.label}
    aria-readonly="true"
    aria-describedby=${toggle.lockedBy}
  >
    ${toggle.segments.map(({ value, label }) => {
      const on = value === toggle.value;
      return html`<span
        role="radio"
        aria-checked=${on ? 'true' : 'false'}
        aria-disabled="true"
        aria-describedby=${on ? toggle.lockedBy : nothing}
        tabindex=${on ? 0 : -1}
        >${on ? icon(lock, 12) : nothing}${label}</span
      >`;
    })}
  </div>`;
