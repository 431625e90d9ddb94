import { css, html, type TemplateResult } from 'lit';

/** Avatars, a person's cell, and the line below a name. */
export const people = css`
  .avatar {
    display: inline-grid;
    place-items: center;
    width: 24px;
    height: 24px;
    flex: none;
    border-radius: 50%;
    font-weight: 600;
    font-size: 10px;
    line-height: 1;
    background: light-dark(oklch(0.925 0.03 var(--h)), oklch(0.37 0.04 var(--h)));
    color: light-dark(oklch(0.4 0.07 var(--h)), oklch(0.9 0.035 var(--h)));
  }
  .person {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
`;

/** First letters of the first and last name: "Nguyễn Thị Lan" is "NL". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return ([...first][0] ?? '?').concat([...last][0] ?? '').toLocaleUpperCase();
}

/** A round mark with initials, its hue taken from the id so that a person keeps it everywhere. */
export function avatar(name: string, id: string, size: 24 | 32 = 24): TemplateResult {
  let hue = 0;
  for (const letter of id) hue = (hue * 31 + letter.charCodeAt(0)) % 12;
  return html`<span class="avatar avatar-${size}" style="--h:${hue * 30}" aria-hidden="true"
    >${initials(name)}</span
  >`;
}
