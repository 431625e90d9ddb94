import { msg, str } from '@lit/localize';
import type { Access } from '@provost/authz-core';
import type { Member } from '@provost/sdk';
import { html } from 'lit';
import { time } from '../localization/format.js';
import { userAdd } from '../ui/icons.js';
import { avatar } from '../ui/people.js';
import { mark } from './mark.js';
import type { Panel, PanelWords } from './panel.js';
import type { PagedList } from './paged-list.js';
import { enrolsMembers, hasRoles } from './policy-words.js';

/** What a role is called, from the policy. */
export const roleLabel = (access: Access, role: string) => access.policy.roles.get(role)?.label ?? role;

/** The default role is what nearly everybody has: said quietly. */
const roleCell = (access: Access, role: string) =>
  access.policy.roles.get(role)?.byDefault
    ? roleLabel(access, role)
    : html`<span style="color:var(--_text)">${roleLabel(access, role)}</span>`;

/** The texts about members. */
export const memberWords = ({ policy }: Access, group: string, search: string): PanelWords => ({
  search: msg('Search members'),
  add: msg('Add people'),
  remove: (name) => msg(str`Remove ${name} from ${group}`),
  none: msg('No members yet'),
  noneText: enrolsMembers(policy)
    ? msg('People you add are enrolled in the courses of this group.')
    : msg('People you add can take what is open to this group.'),
  noMatch: msg(str`Nobody matches “${search}”`),
  failed: msg('Members did not load'),
  unseen: msg(str`You cannot see the members of ${group}`),
});

/** How members stand in the table. */
export const memberColumns = (
  access: Access,
  list: PagedList<Member>,
): Pick<Panel<Member>, 'id' | 'icon' | 'name' | 'columns'> => ({
  id: 'members',
  icon: userAdd,
  name: {
    head: msg('Person'),
    of: ({ user }) => user.name,
    cell: ({ user }) =>
      html`<span class="person"
        >${avatar(user.name, user.id)}<span class="truncate" title=${user.email}
          >${mark(user.name, list.search)}</span
        ></span
      >`,
  },
  columns: [
    ...(hasRoles(access.policy)
      ? [{ head: msg('Role'), from: 'narrow' as const, cell: ({ role }: Member) => roleCell(access, role) }]
      : []),
    {
      head: msg('E-mail'),
      from: 'wide',
      cell: ({ user }) => mark(user.email ?? '', list.search),
    },
    { head: msg('Added by'), from: 'wide', cell: ({ addedBy }) => addedBy?.name ?? msg('People feed') },
    { head: msg('Added'), number: true, from: 'narrow', cell: ({ addedAt }) => time(addedAt) },
  ],
});
