import { msg, str } from '@lit/localize';
import type { Area } from '@provost/authz-core';
import type { GroupDetail } from '@provost/sdk';
import { html, nothing } from 'lit';
import { formatNumber, plural } from '../localization/format.js';
import { eye, icon } from '../ui/icons.js';
import type { Kind } from './screen.js';

/** What a Viewer may do here, and how many could do more: a refusal is a sentence with a way on (EV-09, EV-12). */
export function viewerNotice(kind: Kind, area: Area | undefined, group: Partial<GroupDetail>) {
  const editors = (area && group.editors?.[area.id]) ?? undefined;
  return html`<p class="notice">
    ${icon(eye)}<span
      >${
        kind === 'members'
          ? msg('You can view this group’s members.')
          : msg('You can view this group’s courses and e-folders.')
      }
      ${editors === undefined ? nothing : whoToAsk(kind, editors)}</span
    >
  </p>`;
}

function whoToAsk(kind: Kind, editors: number): string {
  const count = formatNumber(editors);
  const ask =
    editors === 0
      ? msg('Ask a manager')
      : plural(editors, { one: msg('Ask its Editor'), other: msg(str`Ask one of its ${count} Editors`) });
  return kind === 'members'
    ? msg(str`${ask} to add or remove people.`)
    : msg(str`${ask} to add or remove courses and e-folders.`);
}
