import { msg, str } from '@lit/localize';
import type { AccessChange } from '@provost/sdk';
import { formatNumber, plural } from '../../localization/format.js';
import type { PeopleList } from './people-list.js';

/** Who is listed and who is not, under the dialog's title (EV-10, EV-11). */
export function aboutPeople({ people, managers }: PeopleList, { hasRoles }: { hasRoles: boolean }): string {
  const [listed, unlisted] = [formatNumber(people), formatNumber(managers)];
  const first = hasRoles
    ? plural(people, {
        one: msg(str`${listed} person has or may be given access here.`),
        other: msg(str`${listed} people have or may be given access here.`),
      })
    : plural(people, {
        one: msg(str`${listed} person holds Group Management.`),
        other: msg(str`${listed} people hold Group Management.`),
      });
  if (!managers) return first;
  if (hasRoles) return `${first} ${editorsOfAll(managers)}`;
  const second = plural(managers, {
    one: msg(str`The ${unlisted} Manager is Editor of every group and is not listed.`),
    other: msg(str`The ${unlisted} Managers are Editors of every group and are not listed.`),
  });
  return `${first} ${second}`;
}

/** Not every policy calls them Managers. */
function editorsOfAll(count: number): string {
  const more = formatNumber(count);
  return plural(count, {
    one: msg(str`${more} more person is Editor of every group and is not listed.`),
    other: msg(str`${more} more people are Editors of every group and are not listed.`),
  });
}

/** What a save did. */
export function savedWhat(changes: readonly AccessChange[], merged: boolean): string {
  const people = new Set(changes.map((change) => ('userId' in change ? change.userId : ''))).size;
  const count = formatNumber(people);
  if (!people) return msg('Somebody else had set the same. Nothing was left to save');
  if (merged)
    return plural(people, {
      one: msg(str`Permissions of ${count} person saved, beside what others changed meanwhile`),
      other: msg(str`Permissions of ${count} people saved, beside what others changed meanwhile`),
    });
  return plural(people, {
    one: msg(str`Permissions of ${count} person saved`),
    other: msg(str`Permissions of ${count} people saved`),
  });
}
