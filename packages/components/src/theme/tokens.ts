import { css } from 'lit';

/**
 * The values of the look, on `:host`. Names with `--_` are private; each reads its public `--provost-…`
 * custom property first, so a host page can set those on any ancestor (`:root`, a section, one element).
 * Colours are `light-dark()` pairs that follow the `color-scheme` of the place; `theme="light|dark"` forces one.
 */
export const tokens = css`
  :host {
    --_n1: var(--provost-n1, light-dark(#ffffff, #17191e));
    --_n2: var(--provost-n2, light-dark(#f7f8fa, #1e2127));
    --_n3: var(--provost-n3, light-dark(#f0f1f4, #262a31));
    --_n4: var(--provost-n4, light-dark(#e7e9ee, #2f343c));
    --_n5: var(--provost-n5, light-dark(#dcdfe6, #393f49));
    --_edge: var(--provost-edge, light-dark(#818795, #808897));
    --_icon: var(--provost-icon, light-dark(#6d7381, #929aa9));
    --_muted: var(--provost-text-muted, light-dark(#535966, #b0b7c4));
    --_text: var(--provost-text, light-dark(#171a21, #eceef3));
    --_surface: var(--provost-surface, light-dark(var(--_n1), var(--_n2)));
    --_raised: var(--provost-surface-raised, light-dark(var(--_n1), var(--_n3)));
    --_sunken: var(
      --provost-surface-sunken,
      light-dark(var(--_n2), color-mix(in oklab, var(--_n1) 60%, var(--_n2)))
    );
    --_hover: color-mix(in srgb, var(--_text) 4%, transparent);
    --_fill: light-dark(var(--_n3), var(--_n4));
    --_fill-hover: light-dark(var(--_n4), var(--_n5));
    --_line: var(--provost-line, color-mix(in srgb, var(--_text) 11%, transparent));
    --_scrim: var(--provost-scrim, light-dark(rgb(17 20 28 / 0.42), rgb(6 7 10 / 0.62)));
    --_accent: var(--provost-accent, light-dark(#2b59c9, #466fd6));
    --_on-accent: var(--provost-on-accent, #fff);
    --_accent-hover: color-mix(in oklab, var(--_accent) 88%, black);
    --_accent-text: light-dark(
      color-mix(in oklab, var(--_accent) 92%, black),
      color-mix(in oklab, var(--_accent) 46%, white)
    );
    --_accent-soft: light-dark(
      color-mix(in oklab, var(--_accent) 9%, var(--_n1)),
      color-mix(in oklab, var(--_accent) 20%, var(--_n2))
    );
    --_focus: var(
      --provost-focus,
      light-dark(var(--_accent), color-mix(in oklab, var(--_accent) 58%, white))
    );
    --_danger: var(--provost-danger, light-dark(#c22f35, #cb494e));
    --_danger-text: var(--provost-danger-text, light-dark(#ae252c, #ffa39f));
    --_warning-text: var(--provost-warning-text, light-dark(#875400, #efc06a));
    --_warning-soft: var(--provost-warning-soft, light-dark(#fdf3df, #3a3020));
    --_success-text: var(--provost-success-text, light-dark(#1a6d40, #84d6a8));
    --_shadow: var(
      --provost-shadow,
      0 0 0 1px light-dark(rgb(23 26 33 / 0.1), rgb(236 238 243 / 0.14)),
      0 12px 40px -8px rgb(12 15 22 / 0.32)
    );
    --_rem: var(--provost-rem, 1rem);
    --_small: calc(var(--_rem) * 0.75);
    --_mono: var(--provost-font-mono, ui-monospace, Menlo, Consolas, monospace);
    --_r1: var(--provost-radius-input, 4px);
    --_r2: var(--provost-radius-button, 6px);
    --_r3: var(--provost-radius-card, 8px);
    --_r4: var(--provost-radius-dialog, 12px);
    --_row: var(--provost-row, 40px);
    --_control: var(--provost-control, 32px);
    --_control-small: var(--provost-control-small, 28px);
    --_ease: cubic-bezier(0.3, 0.8, 0.6, 1);
    --_fast: 100ms;
    --_slow: 200ms;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  :host([density='compact']) {
    --_row: 32px;
  }
  :host([density='comfortable']) {
    --_row: 48px;
  }
  @media (pointer: coarse) {
    :host {
      --_control: 44px;
      --_control-small: 44px;
      --_row: 48px !important;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_fast: 0ms;
      --_slow: 80ms;
    }
  }
`;
