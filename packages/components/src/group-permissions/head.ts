import { msg, str } from '@lit/localize';
import type { Access } from '@provost/authz-core';
import type { Group } from '@provost/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { formatList } from '../localization/format.js';
import { back, chevron, icon, key, pencil, plus, trash } from '../ui/icons.js';
import { menu, type MenuItem } from '../ui/menu.js';
import { tabs } from '../ui/tabs.js';
import { levelOrigin, levelsInWords, myLevels, myRoles } from './levels.js';
import { hasFolders } from './policy-words.js';
import type { TabId } from './screen.js';

/** The header of the group on show, and where its presses lead; an action that is absent is not offered. */
export interface Head {
  readonly group: Group;
  readonly access: Access;
  readonly tab: TabId;
  /** X-05: may they see what was changed here? */
  readonly hasHistory: boolean;
  readonly onSelect: (id: string) => void;
  /** Back to the list, where there is room for one of both alone. */
  readonly onBack: () => void;
  readonly onTab: (tab: TabId) => void;
  readonly onManage: ((group: Group) => void) | undefined;
  readonly onCreateInside: (() => void) | undefined;
  readonly onEdit: (() => void) | undefined;
  readonly onDelete: (() => void) | undefined;
}

/** Path, name, the reader's own access, actions, tabs. */
export function renderHead(head: Head): TemplateResult {
  const { group } = head;
  return html`<header class="head" part="head">
    <button type="button" class="link-btn back" @click=${head.onBack}>
      <span class="flip line">${icon(back, 12)}</span>${msg('Groups')}
    </button>
    <div class="head-title">
      <div class="grow">
        ${group.path.length ? crumbs(head) : nothing}
        <h2 class="title" id="group-title">${group.name}</h2>
        ${yourAccess(head)}
        ${group.description ? html`<p class="about muted">${group.description}</p>` : nothing}
      </div>
      ${actions(head)}
    </div>
    ${tabs({
      label: group.name,
      selected: head.tab,
      onSelect: head.onTab,
      tabs: [
        { id: 'members', label: msg('Members'), count: group.memberCount },
        {
          id: 'content',
          label: hasFolders(head.access.policy) ? msg('Content') : msg('Courses'),
          count: group.contentCount,
        },
        ...(head.hasHistory ? [{ id: 'history' as const, label: msg('History') }] : []),
      ],
    })}
  </header>`;
}

function actions(head: Head) {
  const { group, onManage } = head;
  const items = menuItems(head);
  if (!onManage && !items.length) return nothing;
  return html`<div class="line wrap">
    ${
      onManage
        ? html`<button
            type="button"
            class="btn"
            part="manage"
            aria-haspopup="dialog"
            @click=${() => onManage(group)}
          >
            ${icon(key)}${msg('Manage Permissions')}
          </button>`
        : nothing
    }
    ${items.length ? menu({ label: msg(str`More for ${group.name}`), items }) : nothing}
  </div>`;
}

const crumbs = ({ group, onSelect }: Head) =>
  html`<nav class="crumbs" aria-label=${msg('Path')}>
    ${group.path.map(
      ({ id, name }, index) =>
        html`${index ? html`<span class="flip line">${icon(chevron, 12)}</span>` : nothing}<button
            type="button"
            @click=${() => onSelect(id)}
          >
            ${name}
          </button>`,
    )}
  </nav>`;

function yourAccess({ access, group }: Head) {
  const levels = levelsInWords(myLevels(access, group.resource));
  if (!levels.length) return rolesHere(access, group);
  const origin = levelOrigin(access, group.resource);
  return html`<p class="access meta">
    ${msg('Your access:')}
    ${levels.map(({ level, of }, index) => html`${index ? ', ' : nothing}<span class="strong">${level}</span> ${of}`)}${
      origin ? `, ${origin}` : nothing
    }
  </p>`;
}

/** Where levels are not told apart: the roles by which one is here. */
function rolesHere(access: Access, group: Group) {
  const roles = myRoles(access, group);
  return roles.length
    ? html`<p class="access meta">${msg('Your access:')} <span class="strong">${formatList(roles)}</span></p>`
    : nothing;
}

function menuItems({ onCreateInside, onEdit, onDelete }: Head): MenuItem[] {
  const items: MenuItem[] = [];
  if (onCreateInside) items.push({ icon: plus, label: msg('New group inside'), onPick: onCreateInside });
  if (onEdit) items.push({ icon: pencil, label: msg('Edit details'), onPick: onEdit });
  if (onDelete) items.push({ icon: trash, label: msg('Delete group'), danger: true, onPick: onDelete });
  return items;
}
