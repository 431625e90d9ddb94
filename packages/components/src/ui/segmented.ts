import { css, html, nothing, type TemplateResult } from 'lit';
import { icon, type Icon } from './icons.js';

/** The two- or three-part toggle: native radios in a group, so arrows and names come with the platform. */
export const segmentedStyles = css`
  .seg {
    --part: 72px;
    position: relative;
    display: inline-grid;
    grid-auto-flow: column;
    grid-auto-columns: minmax(var(--part), 1fr);
    min-height: var(--_control-small);
    padding: 2px;
    border-radius: var(--_r2);
    background: var(--_fill);
    vertical-align: middle;
  }
  .seg > * {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    padding: 0 8px;
    border: 1px solid transparent;
    border-radius: 4px;
    color: var(--_muted);
    white-space: nowrap;
    transition: color 120ms var(--_ease);
  }
  .seg label:hover {
    color: var(--_text);
  }
  .seg input {
    position: absolute;
    inset: 0;
    appearance: none;
    border-radius: 4px;
    cursor: pointer;
    outline: 0;
  }
  .seg label:has(:checked),
  .seg [aria-checked='true'] {
    color: var(--_text);
    font-weight: 500;
  }
  .seg:not([aria-readonly])::before {
    content: '';
    position: absolute;
    inset-block: 2px;
    inset-inline-start: 2px;
    width: calc((100% - 4px) / var(--parts));
    border: 1px solid var(--_edge);
    border-radius: 4px;
    background: var(--_surface);
    transition: translate max(var(--_fast), 0ms) var(--_ease);
  }
  .seg:has(> :nth-child(2) > :checked)::before {
    translate: 100% 0;
  }
  .seg:has(> :nth-child(3) > :checked)::before {
    translate: 200% 0;
  }
  .seg:dir(rtl):has(> :nth-child(2) > :checked)::before {
    translate: -100% 0;
  }
  .seg:dir(rtl):has(> :nth-child(3) > :checked)::before {
    translate: -200% 0;
  }
  .seg label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .seg-icon {
    --part: 28px;
  }
  .seg-icon > * {
    padding: 0;
  }
  @media (pointer: coarse) {
    .seg-icon {
      --part: 44px;
    }
  }
  @media (forced-colors: active) {
    .seg label:has(:checked),
    .seg [aria-checked='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
    .seg::before {
      display: none;
    }
  }
`;

/** One part of a toggle; with an icon, the word is only said. */
export interface Segment<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: Icon;
}

/** A toggle's name, its parts, and what a change does. */
export interface Segmented<V extends string> {
  /** Unique in the shadow root: the radios' `name`. */
  readonly name: string;
  readonly label: string;
  readonly value: V;
  readonly segments: readonly Segment<V>[];
  readonly onChange: (value: V) => void;
  readonly describedBy?: string | undefined;
}

/** The toggle. For one that cannot be changed there is `lockedSegmented`. */
export const segmented = <V extends string>(toggle: Segmented<V>): TemplateResult =>
  html`<div
    class="seg ${toggle.segments[0]?.icon ? 'seg-icon' : ''}"
    style="--parts:${toggle.segments.length}"
    role="radiogroup"
    aria-label=${toggle.label}
    aria-describedby=${toggle.describedBy ?? nothing}
  >
    ${toggle.segments.map((segment) => part(toggle, segment))}
  </div>`;

const part = <V extends string>({ name, value, onChange }: Segmented<V>, segment: Segment<V>) =>
  html`<label title=${segment.icon ? segment.label : nothing}
    ><input
      type="radio"
      name=${name}
      aria-label=${segment.icon ? segment.label : nothing}
      .checked=${segment.value === value}
      @change=${() => onChange(segment.value)}
    />${segment.icon ? icon(segment.icon) : html`<span>${segment.label}</span>`}</label
  >`;
