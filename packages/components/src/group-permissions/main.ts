import { msg } from '@lit/localize';
import { permissionsFor, type Access } from '@provost/authz-core';
import type { Group } from '@provost/sdk';
import { html, nothing } from 'lit';
import { errorView } from '../ui/states.js';
import { contentColumns, contentWords } from './content-panel.js';
import { densityToggle } from './density.js';
import type { EditingPart } from './editing-part.js';
import { renderHead } from './head.js';
import type { HistoryPart } from './history-part.js';
import { memberColumns, memberWords } from './members-panel.js';
import { whoGives, viewerNotice } from './notice.js';
import type { OnShow } from './on-show.js';
import { renderPanel, renderUnseen, type Panel } from './panel.js';
import { problemOf } from './problem.js';
import { waiting } from './shell.js';

/** The group on show, for whom, and what changes it. */
export interface Main {
  readonly access: Access;
  readonly screen: OnShow;
  readonly part: EditingPart;
  readonly history: HistoryPart;
}

/** The pane of the group on show: its header and the tab that is open. */
export function renderMain(main: Main) {
  const { current, groups } = main.screen;
  const { group, error, id } = current;
  if (!group && error)
    return html`<section class="main">
      ${errorView({ title: msg('This group did not load'), ...problemOf(error), onRetry: () => void current.reload() })}
    </section>`;
  if (!group)
    return html`<section class="main" aria-busy=${id ? 'true' : nothing}>
      ${id || groups.status !== 'ready' ? waiting() : nothing}
    </section>`;
  return html`<section class="main" aria-labelledby="group-title">
    ${renderHeadOf(main, group)} ${renderOpenTab(main, group)}
  </section>`;
}

function renderOpenTab(main: Main, group: Group) {
  switch (main.screen.tab) {
    case 'members':
      return renderMembers(main, group);
    case 'content':
      return renderContent(main, group);
    case 'history':
      return main.history.render(group);
  }
}

function renderHeadOf({ access, screen, part }: Main, group: Group) {
  const mayEdit = screen.may('groups.edit');
  return renderHead({
    group,
    access,
    tab: screen.tab,
    hasHistory: screen.may('history.view'),
    onSelect: (id) => void screen.choose(id),
    onTab: screen.showTab,
    onBack: screen.leave,
    // EV-09: for Editors of an area; a Viewer of both is not offered it
    onManage:
      !screen.host.readonly && screen.may('permissions.view')
        ? () => part.doTo(group.id, (editing, whole) => editing.manage(whole))
        : undefined,
    onCreateInside: screen.may('groups.create-below')
      ? () => part.doTo(group.id, (editing, whole) => editing.create(whole))
      : undefined,
    onEdit: mayEdit ? () => part.doTo(group.id, (editing, whole) => editing.edit(whole)) : undefined,
    onDelete: screen.may('groups.delete')
      ? () => part.doTo(group.id, (editing, whole) => editing.delete(whole))
      : undefined,
  });
}

const renderMembers = (main: Main, group: Group) =>
  renderTab(main, group, {
    ...memberColumns(main.access, main.screen.members),
    list: main.screen.members,
    words: memberWords(main.access, group.name, main.screen.members.search),
    onAdd: () => main.part.doTo(group.id, (editing, whole) => editing.add('members', whole)),
    bulk: (panel) => main.part.editing?.membersBar(panel),
    onRemove: (rows) =>
      main.part.do((editing) =>
        editing.remove(
          'members',
          group,
          rows.map(({ user }) => user),
        ),
      ),
  });

const renderContent = (main: Main, group: Group) =>
  renderTab(main, group, {
    ...contentColumns(main.screen.content),
    list: main.screen.content,
    words: contentWords(main.access, group.name, main.screen.content.search),
    bulk: (panel) => main.part.editing?.contentBar(panel),
    onAdd: () => main.part.doTo(group.id, (editing, whole) => editing.add('content', whole)),
    onRemove: (rows) => main.part.do((editing) => editing.remove('content', group, rows)),
  });

function renderTab<T>(
  { access, screen }: Main,
  group: Group,
  panel: Omit<Panel<T>, 'group' | 'waits' | 'notice' | 'tools'>,
) {
  const { id, onAdd, onRemove, bulk } = panel;
  if (!screen.may(`${id}.view`))
    return renderUnseen(id, panel.words.unseen, whoGives(access, `${id}.view`, group.resource));
  // EV-12: what one may not do is not drawn
  const may = { add: screen.may(`${id}.add`), remove: screen.may(`${id}.remove`) };
  const takes = permissionsFor(access.policy, `${id}.add`);
  const area = access.areas.find(({ edit }) => takes.includes(edit));
  return renderPanel<T>({
    ...panel,
    group,
    onAdd: may.add ? onAdd : undefined,
    onRemove: may.remove ? onRemove : undefined,
    bulk: may.remove ? bulk : undefined,
    waits: screen.waits,
    notice:
      may.add || may.remove || screen.host.readonly
        ? nothing
        : viewerNotice({ kind: id, area, group, access }),
    tools: densityToggle(screen.host.density, screen.setDensity),
  });
}
