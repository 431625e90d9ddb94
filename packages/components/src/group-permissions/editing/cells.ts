import type { Access } from '@provost/authz-core';
import type { Content, User } from '@provost/sdk';
import { html } from 'lit';
import { avatar } from '../../ui/people.js';
import { holds, kind, sign } from '../content-panel.js';
import { mark } from '../mark.js';
import { roleLabel } from '../members-panel.js';

/** How a person stands in the list to add from. */
export const personCell = (access: Access, user: User, search: string) =>
  html`${avatar(user.name, user.id, 32)}<span class="grow"
      ><span class="strong truncate">${mark(user.name, search)}</span
      ><span class="meta truncate">${mark(user.email ?? '', search)}</span></span
    ><span class="meta">${roleLabel(access, user.role)}</span>`;

/** How a course or an e-folder stands in the list to add from. */
export const contentCell = (row: Content, search: string) =>
  html`<span class="muted line">${sign(row)}</span
    ><span class="grow"
      ><span class="strong truncate">${mark(row.name, search)}</span
      ><span class="meta">${kind(row)}</span></span
    ><span class="meta">${holds(row)}</span>`;
