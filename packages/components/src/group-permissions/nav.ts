import { msg, str } from '@lit/localize';
import { mayDo, type Access } from '@provost/authz-core';
import { html, nothing, type TemplateResult } from 'lit';
import { formatNumber, plural } from '../localization/format.js';
import { levelWord } from '../localization/areas.js';
import { iconButton } from '../ui/controls.js';
import { cross, icon, key, plus, search, users } from '../ui/icons.js';
import { level } from '../ui/level.js';
import { searchField } from '../ui/search-field.js';
import { bar, errorView, stateView } from '../ui/states.js';
import { tree } from '../ui/tree.js';
import type { GroupRow, GroupTree } from './group-tree.js';
import { levelsInWords, myLevels, shortLevel } from './levels.js';
import { mark } from './mark.js';
import { problemOf } from './problem.js';

/** What the pane of groups shows, and where a press leads. */
export interface Nav {
  readonly groups: GroupTree;
  readonly access: Access;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  /** Absent where nothing may be changed. */
  readonly onManage: ((id: string) => void) | undefined;
  /** Absent where one may not create a group at the top (EV-18). */
  readonly onCreate: (() => void) | undefined;
}

/** The pane of groups: search, tree, and what the level words mean. */
export function renderNav(nav: Nav): TemplateResult {
  const { groups, access, onCreate } = nav;
  return html`<nav class="nav" part="nav" aria-label=${msg('Groups')}>
    <div class="nav-head">
      <div class="line">
        <h2 class="section grow">
          ${msg('Groups')}
          ${groups.status === 'ready' ? html`<span class="count" role="status">${countOf(groups)}</span>` : nothing}
        </h2>
        ${onCreate ? iconButton({ icon: plus, label: msg('New group'), onClick: onCreate }) : nothing}
      </div>
      ${searchField({
        label: msg('Search groups'),
        value: groups.search,
        hint: true,
        onInput: (text) => groups.setSearch(text),
      })}
    </div>
    ${renderTree(nav)}
    ${
      access.areas.length
        ? html`<p class="nav-foot meta">
            ${level(levelWord(true), true)}${level(levelWord(false), false)}<span
              >${msg('your level in each group')}</span
            >
          </p>`
        : nothing
    }
  </nav>`;
}

function countOf(groups: GroupTree) {
  const count = formatNumber(groups.search ? groups.matches : groups.total);
  if (!groups.search) return count;
  return plural(groups.matches, { one: msg(str`${count} match`), other: msg(str`${count} matches`) });
}

function renderTree(nav: Nav) {
  const { groups } = nav;
  if (groups.length) return renderRows(nav);
  if (groups.status === 'failed')
    return errorView({
      title: msg('Groups did not load'),
      ...problemOf(groups.error),
      onRetry: () => void groups.reload(),
    });
  if (groups.status !== 'ready') return skeleton();
  return groups.search ? noMatch(groups) : noGroups(nav);
}

const skeleton = () =>
  html`<div class="tree" aria-busy="true" aria-label=${msg('Groups, loading')} role="status">
    ${[104, 72, 96, 88, 120, 64, 80, 112].map((width) => html`<p class="line" style="min-height:32px;padding-inline:24px 8px">${bar(width)}</p>`)}
  </div>`;

const noMatch = (groups: GroupTree) =>
  stateView({
    icon: search,
    title: msg(str`No group matches “${groups.search}”`),
    action: html`<button type="button" class="btn" @click=${() => groups.setSearch('')}>
      ${icon(cross)}${msg('Clear search')}
    </button>`,
  });

const noGroups = ({ onCreate }: Nav) =>
  stateView({
    icon: users,
    title: msg('No groups yet'),
    text: onCreate
      ? msg('A group holds people and the courses they take.')
      : msg('A manager can create one.'),
    action: onCreate
      ? html`<button type="button" class="btn btn-primary" @click=${onCreate}>
          ${icon(plus)}${msg('New group')}
        </button>`
      : nothing,
  });

function renderRows(nav: Nav) {
  const { groups } = nav;
  const { host } = groups;
  return tree<GroupRow>({
    label: msg('Groups'),
    rows: groups,
    selected: nav.selected,
    active: groups.placeOf(groups.active ?? nav.selected),
    onActive: ({ id }) => {
      if (groups.active === id) return;
      groups.active = id;
      host.requestUpdate();
    },
    onSelect: ({ id }) => nav.onSelect(id),
    onToggle: ({ id }, open, siblings) => groups.toggle(id, open, siblings),
    redraw: async () => {
      const root = host.renderRoot as ShadowRoot;
      const id = root.activeElement?.id;
      host.requestUpdate();
      await host.updateComplete;
      if (id && !root.activeElement) root.getElementById(id)?.focus();
    },
    content: (row, active) => renderRow(nav, row, active),
  });
}

function renderRow({ groups, access, onManage }: Nav, row: GroupRow, active: boolean) {
  const { id, label, members, resource } = row;
  const levels = myLevels(access, resource);
  const words = levelsInWords(levels).map(({ level, of }) => `${level} ${of}`);
  // EV-09: not offered to a Viewer of both
  const button =
    onManage && mayDo(access, 'permissions.view', resource)
      ? html`<span class="manage"
          >${iconButton({
            icon: key,
            label: msg(str`Manage Permissions: ${label}`),
            tabIndex: active ? 0 : -1,
            onClick: (event) => {
              event.stopPropagation();
              onManage(id);
            },
          })}</span
        >`
      : nothing;
  return html`<span class="grow truncate name" title=${label}>${mark(label, groups.search)}</span>${button}${
      levels.length
        ? level(
            shortLevel(levels),
            levels.some(({ edits }) => edits),
          )
        : nothing
    }<span class="count"
      >${formatNumber(members)}<span class="visually-hidden">
        ${plural(members, { one: msg('member'), other: msg('members') })}${
          words.length ? '. ' + msg(str`You are ${words.join(', ')}`) : ''
        }</span
      ></span
    >`;
}
