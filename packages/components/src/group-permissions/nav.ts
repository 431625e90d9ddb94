import { msg, str } from '@lit/localize';
import type { Access } from '@provost/authz-core';
import type { Group } from '@provost/sdk';
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
  readonly onManage: ((group: Group) => void) | undefined;
  /** Absent where one may not create a group at the top (EV-18). */
  readonly onCreate: (() => void) | undefined;
}

/** The pane of groups: search, tree, and what the level words mean. */
export function renderNav(nav: Nav): TemplateResult {
  const { groups, access, onCreate } = nav;
  const { total, status } = groups.found.search ? groups.found : groups.all;
  const known = status === 'ready' || status === 'refreshing';
  return html`<nav class="nav" part="nav" aria-label=${msg('Groups')}>
    <div class="nav-head">
      <div class="line">
        <h2 class="section grow">
          ${msg('Groups')}
          ${known ? html`<span class="count" role="status">${countOf(groups, total)}</span>` : nothing}
        </h2>
        ${onCreate ? iconButton({ icon: plus, label: msg('New group'), onClick: onCreate }) : nothing}
      </div>
      ${searchField({
        label: msg('Search groups'),
        value: groups.found.search,
        hint: true,
        onInput: (text) => (text ? groups.found.setSearch(text) : groups.found.reset(false)),
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

function countOf({ found }: GroupTree, total: number) {
  if (!found.search) return formatNumber(total);
  const count = formatNumber(total);
  return plural(total, { one: msg(str`${count} match`), other: msg(str`${count} matches`) });
}

function renderTree(nav: Nav) {
  const { groups } = nav;
  const list = groups.found.search ? groups.found : groups.top;
  const rows = groups.rows();
  if (rows.length) return renderRows(nav, rows);
  if (list.status === 'failed')
    return errorView({ title: msg('Groups did not load'), ...problemOf(list.error), onRetry: list.reload });
  if (list.status !== 'ready') return skeleton();
  return groups.found.search ? noMatch(groups) : noGroups(nav);
}

const skeleton = () =>
  html`<div class="tree" aria-busy="true" aria-label=${msg('Groups, loading')} role="status">
    ${[104, 72, 96, 88, 120, 64, 80, 112].map((width) => html`<p class="line" style="min-height:32px;padding-inline:24px 8px">${bar(width)}</p>`)}
  </div>`;

const noMatch = ({ found }: GroupTree) =>
  stateView({
    icon: search,
    title: msg(str`No group matches “${found.search}”`),
    action: html`<button type="button" class="btn" @click=${() => found.reset(false)}>
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

const renderRows = (nav: Nav, rows: readonly GroupRow[]) =>
  tree<GroupRow>({
    label: msg('Groups'),
    rows,
    selected: nav.selected,
    active: nav.groups.active ?? nav.selected,
    busy: nav.groups.top.status === 'loading',
    onActive: ({ id }) => {
      nav.groups.active = id;
      nav.groups.host.requestUpdate();
    },
    onSelect: (row) => {
      if (row.kind === 'more') void row.list?.more();
      else if (row.kind === 'failed') void row.list?.reload();
      else if (row.kind !== 'wait') nav.onSelect(row.id);
    },
    onToggle: ({ id }, open) => nav.groups.toggle(id, open),
    content: (row, active) => renderRow(nav, row, active),
  });

function renderRow(nav: Nav, row: GroupRow, active: boolean) {
  if (row.kind === 'wait') return html`<span class="grow" aria-label=${row.label}>${bar(96)}</span>`;
  if (row.kind === 'more' || row.kind === 'failed')
    return html`<span class="link-btn grow">${row.label}</span>`;
  const name = html`<span class="grow truncate name" title=${row.label}
    >${mark(row.label, nav.groups.found.search)}</span
  >`;
  return row.group ? html`${name}${renderGroup(nav, row.group, active)}` : name;
}

function renderGroup({ access, onManage }: Nav, group: Group, active: boolean) {
  const levels = myLevels(access, group.resource);
  const words = levelsInWords(levels).map(({ level, of }) => `${level} ${of}`);
  const members = formatNumber(group.memberCount);
  // EV-09: not offered to a Viewer of both
  const button =
    onManage && access.can('permissions.view', group.resource)
      ? html`<span class="manage"
          >${iconButton({
            icon: key,
            label: msg(str`Manage Permissions: ${group.name}`),
            tabIndex: active ? 0 : -1,
            onClick: (event) => {
              event.stopPropagation();
              onManage(group);
            },
          })}</span
        >`
      : nothing;
  return html`${button}${
      levels.length
        ? level(
            shortLevel(levels),
            levels.some(({ edits }) => edits),
          )
        : nothing
    }<span class="count"
      >${members}<span class="visually-hidden">
        ${plural(group.memberCount, { one: msg('member'), other: msg('members') })}${
          words.length ? '. ' + msg(str`You are ${words.join(', ')}`) : ''
        }</span
      ></span
    >`;
}
