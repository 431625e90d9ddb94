import { msg, str } from '@lit/localize';
import { permissionsFor, type Access, type Area, type Resource } from '@provost/authz-core';
import type { Group, GroupDetail } from '@provost/sdk';
import { html, type TemplateResult } from 'lit';
import { formatChoice, formatNumber, plural } from '../localization/format.js';
import { eye, icon } from '../ui/icons.js';
import { hasFolders } from './policy-words.js';
import type { Kind } from './screen.js';

/** What somebody looks at and may not change. */
export interface Looking {
  readonly kind: Kind;
  /** Where Editors are told from Viewers: the area. */
  readonly area: Area | undefined;
  readonly group: Group & Partial<GroupDetail>;
  readonly access: Access;
}

/** What one sees here, and who could do more: a refusal is a sentence with a way on (EV-09, EV-12). */
export const viewerNotice = (looking: Looking): TemplateResult =>
  html`<p class="notice">
    ${icon(eye)}<span
      >${
        looking.kind === 'members'
          ? msg('You can view this group’s members.')
          : hasFolders(looking.access.policy)
            ? msg('You can view this group’s courses and e-folders.')
            : msg('You can view this group’s courses.')
      }
      ${whoToAsk(looking)}</span
    >
  </p>`;

function whoToAsk({ kind, area, group, access }: Looking): string {
  const editors = area && group.editors?.[area.id];
  if (area && editors === undefined) return ''; // how many there are has not come yet
  const count = formatNumber(editors ?? 0);
  const ask = editors
    ? plural(editors, { one: msg('Ask its Editor'), other: msg(str`Ask one of its ${count} Editors`) })
    : askFor(rolesThatGive(access, `${kind}.add`, group.resource));
  if (!ask) return '';
  if (kind === 'members') return msg(str`${ask} to add or remove people.`);
  return hasFolders(access.policy)
    ? msg(str`${ask} to add or remove courses and e-folders.`)
    : msg(str`${ask} to add or remove courses.`);
}

const askFor = (roles: readonly string[]) => {
  const one = formatChoice(roles);
  return roles.length ? msg(str`Ask somebody with the role ${one}`) : '';
};

/** Which roles would let somebody do this, in the policy's own words; empty where none would. */
export function whoGives(access: Access, operation: string, resource: Resource): string {
  const roles = formatChoice(rolesThatGive(access, operation, resource));
  return roles ? msg(str`It takes the role ${roles}.`) : '';
}

const ENOUGH = 3;

/** The labels of roles that would supply all that is missing: the nearest first, and a few, for a sentence has to end. */
function rolesThatGive(access: Access, operation: string, resource: Resource): readonly string[] {
  const { policy } = access;
  const [first = [], ...others] = permissionsFor(policy, operation)
    .map((id) => {
      const { type } = policy.permission(id);
      // of what is not at hand, such as the course to be added: what it takes for any of them
      return access.decide(id, type === resource.type ? resource : { site: resource.site, type, id: '' });
    })
    .filter(({ allowed }) => !allowed)
    .map(({ missing }) => missing.flatMap(({ roles }) => roles));
  const isFar = (role: string) => Number(!policy.roles.get(role)?.at.includes(resource.type));
  return first
    .filter((role) => others.every((roles) => roles.includes(role)))
    .sort((a, b) => isFar(a) - isFar(b))
    .slice(0, ENOUGH)
    .map((role) => policy.roles.get(role)?.label ?? role);
}
