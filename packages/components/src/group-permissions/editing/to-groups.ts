import { msg, str } from '@lit/localize';
import { mayDo } from '@provost/authz-core';
import type { Group } from '@provost/sdk';
import { html, type TemplateResult } from 'lit';
import { formatNumber, plural } from '../../localization/format.js';
import { alert, icon } from '../../ui/icons.js';
import { mark } from '../mark.js';
import { PagedList } from '../paged-list.js';
import { documentOf, problemOf } from '../problem.js';
import type { Screen } from '../screen.js';
import { isGroup, soundPage } from '../sound.js';
import type { Changes, Named } from './changes.js';
import { Picker } from './picker.js';

/** The dialog that adds people to several groups at once: those to which one may add. */
export const groupPicker = ({ host, client, access, current }: Screen): Picker<Group> =>
  new Picker<Group>(
    host,
    'to-groups',
    new PagedList(
      host,
      ({ id }) => id,
      async ({ search, cursor, signal }) => {
        const page = soundPage(await client().groups.list({ search }, { signal }).page(cursor), isGroup);
        const may = access();
        const items = page.items.filter(
          ({ id, resource }) => id !== current.id && may && mayDo(may, 'members.add', resource),
        );
        return { ...page, items };
      },
    ),
  );

/** Opens it for these people. */
export function showToGroups(picker: Picker<Group>, people: readonly Named[], changes: Changes): void {
  const count = formatNumber(people.length);
  const name = people[0]?.name ?? '';
  picker.show({
    title:
      people.length === 1
        ? msg(str`Add ${name} to other groups`)
        : msg(str`Add ${count} people to other groups`),
    about: msg('All of it is done, or nothing.'),
    search: msg('Search groups'),
    none: msg('There is no other group to which you may add people'),
    name: (group) => group.name,
    cell: (group) => groupCell(group, picker.list.search),
    onPick: (groups) => changes.addToGroups(groups, people),
    failed: (error, groups) => renderRefused(error, { groups, people }),
  });
}

const groupCell = ({ name, path, memberCount }: Group, search: string) => {
  const count = formatNumber(memberCount);
  return html`<span class="grow"
      ><span class="strong truncate">${mark(name, search)}</span
      ><span class="meta truncate">${path.map((above) => above.name).join(' › ')}</span></span
    ><span class="meta"
      >${plural(memberCount, { one: msg(str`${count} member`), other: msg(str`${count} members`) })}</span
    >`;
};

/** X-12: a result a row, when nothing was done. */
function renderRefused(
  error: unknown,
  { groups, people }: { groups: readonly Group[]; people: readonly Named[] },
): TemplateResult {
  const { results = [] } = documentOf(error);
  const refused = results.filter(({ status }) => status === 'refused').slice(0, 5);
  const rows = refused.map(({ index, detail }) => {
    const person = people[index % people.length]?.name ?? '';
    const group = groups[Math.floor(index / people.length)]?.name ?? '';
    return html`<li>${msg(str`${person}, ${group}:`)} ${detail}</li>`;
  });
  return html`<div class="notice notice-warning" role="alert">
    ${icon(alert)}
    <div>
      <p>${rows.length ? msg('Nothing was changed.') : problemOf(error).text}</p>
      <ul class="plain">
        ${rows}
      </ul>
    </div>
  </div>`;
}
