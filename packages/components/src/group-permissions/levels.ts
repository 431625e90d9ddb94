import { msg, str } from '@lit/localize';
import { decideOperation, mayDo, type Access, type Area, type Resource } from '@provost/authz-core';
import type { Group } from '@provost/sdk';
import { areaLabel, areaWord, levelWord } from '../localization/areas.js';
import { formatList } from '../localization/format.js';

/** The reader's own level in one area of one group. */
export interface MyLevel {
  readonly area: Area;
  readonly edits: boolean;
}

/** The reader's levels in a group, an area each; none where levels are not told apart (EV-01). */
export const myLevels = (access: Access, resource: Resource): readonly MyLevel[] =>
  access.areas.map((area) => ({ area, edits: access.can(area.edit, resource) }));

/** What fits into a tree row: "Editor", "Viewer", or the areas one may edit. */
export function shortLevel(levels: readonly MyLevel[]): string {
  const edited = levels.filter(({ edits }) => edits);
  if (edited.length === 0 || edited.length === levels.length) return levelWord(edited.length > 0);
  return formatList(edited.map(({ area }) => areaWord(area)));
}

/** The same as a sentence part: "Editor of User Access, Viewer of e-Folder Access". */
export function levelsInWords(levels: readonly MyLevel[]): readonly { level: string; of: string }[] {
  return [true, false].flatMap((edits) => {
    const areas = levels.filter((mine) => mine.edits === edits).map(({ area }) => areaLabel(area));
    return areas.length ? [{ level: levelWord(edits), of: msg(str`of ${formatList(areas)}`) }] : [];
  });
}

/** Where an Editor's level comes from, in words; empty where nothing is to be said. */
export function levelOrigin(access: Access, resource: Resource): string {
  for (const { area, edits } of myLevels(access, resource)) {
    if (!edits) continue;
    const reason = access.decide(area.edit, resource).reasons[0];
    const role = reason && access.policy.roles.get(reason.role);
    if (reason && !reason.scope) return msg(str`as ${role?.label ?? reason.role}`);
    if (reason?.assignment.source === 'created') return msg('since you created it');
  }
  return '';
}

/** What an element offers that changes something. */
const CHANGING = [
  'members.add',
  'members.remove',
  'content.add',
  'content.remove',
  'groups.create',
  'groups.create-below',
  'groups.edit',
  'permissions.view',
];

/** Is there anything at all that the reader may change? */
export const mayEditAnything = (access: Access | undefined): boolean =>
  !!access && CHANGING.some((operation) => mayDo(access, operation));

/** The roles through which the reader sees a group, and where each is held: what "your access" is without areas. */
export function myRoles(access: Access, { resource, path }: Group): readonly string[] {
  const seen = decideOperation(access, 'groups.view', resource).reasons;
  const words = seen.map(({ role, scope }) => {
    const label = access.policy.roles.get(role)?.label ?? role;
    const above = path.find(({ id }) => id === scope?.id)?.name;
    return above ? msg(str`${label} through ${above}`) : label;
  });
  return [...new Set(words)];
}
