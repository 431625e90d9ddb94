import { msg, str } from '@lit/localize';
import type { Access } from '@provost/authz-core';
import type { AssignedContent, Content } from '@provost/sdk';
import { html } from 'lit';
import { formatNumber, plural, time } from '../localization/format.js';
import { book, folder, icon, plus } from '../ui/icons.js';
import { mark } from './mark.js';
import type { Panel, PanelWords } from './panel.js';
import type { PagedList } from './paged-list.js';
import { enrolsMembers, hasFolders } from './policy-words.js';

/** What it is, in a word. */
export const kind = ({ type }: Content) => (type === 'course' ? msg('Course') : msg('e-Folder'));
/** What it is, as a sign. */
export const sign = ({ type }: Content) => icon(type === 'course' ? book : folder);

/** How much is in it. */
export function holds({ type, items }: Content): string {
  const count = formatNumber(items);
  return type === 'course'
    ? plural(items, { one: msg(str`${count} lesson`), other: msg(str`${count} lessons`) })
    : plural(items, { one: msg(str`${count} file`), other: msg(str`${count} files`) });
}

/** The texts about courses and e-folders. */
export const contentWords = ({ policy }: Access, group: string, search: string): PanelWords => ({
  ...(hasFolders(policy)
    ? {
        search: msg('Search courses and e-folders'),
        add: msg('Add content'),
        none: msg('No courses or e-folders yet'),
      }
    : {
        search: msg('Search courses'),
        add: msg('Add courses'),
        none: msg('No courses yet'),
      }),
  remove: (name) => msg(str`Remove ${name} from ${group}`),
  noneText: enrolsMembers(policy)
    ? msg('Members are enrolled in the courses you add.')
    : msg('Members see here what you add.'),
  noMatch: msg(str`Nothing matches “${search}”`),
  failed: msg('Content did not load'),
  unseen: msg(str`You cannot see the content of ${group}`),
});

/** How courses and e-folders stand in the table. */
export const contentColumns = (
  list: PagedList<AssignedContent>,
): Pick<Panel<AssignedContent>, 'id' | 'icon' | 'name' | 'columns'> => ({
  id: 'content',
  icon: plus,
  name: {
    head: msg('Name'),
    of: ({ name }) => name,
    cell: (row) =>
      html`<span class="person"
        ><span class="muted line" title=${kind(row)}>${sign(row)}</span
        ><span class="truncate">${mark(row.name, list.search)}</span></span
      >`,
  },
  columns: [
    { head: msg('Kind'), from: 'narrow', cell: kind },
    { head: msg('Holds'), number: true, from: 'narrow', cell: holds },
    { head: msg('Added by'), from: 'wide', cell: ({ addedBy }) => addedBy?.name ?? msg('People feed') },
    { head: msg('Added'), number: true, from: 'wide', cell: ({ addedAt }) => time(addedAt) },
  ],
});
