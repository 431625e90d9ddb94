import { msg, str } from '@lit/localize';
import {
  openAccess,
  parseSnapshot,
  preview,
  type Access,
  type Assignment,
  type ScopeIds,
} from '@provost/authz-core';
import type { Group, PermissionRow, Provost } from '@provost/sdk';
import { html, nothing, type LitElement } from 'lit';
import { AccessProvider } from '../../access/access-provider.js';
import type { DialogView } from '../../ui/dialog.js';
import { eye, icon } from '../../ui/icons.js';
import { segmented } from '../../ui/segmented.js';
import { errorView } from '../../ui/states.js';
import { problemOf } from '../problem.js';
import type { CellEdit, Edit } from './draft.js';
import { previewClient } from './preview-client.js';

/** Whose page is looked at, and what is about to change for them. */
export interface Looking {
  readonly row: PermissionRow;
  readonly group: Group;
  readonly edit: Edit | undefined;
}

/** The page as it is for them now, or as it would be. */
type Moment = 'before' | 'after';

interface Found {
  readonly whole: boolean;
  readonly pages: Readonly<Record<Moment, HTMLElement>>;
}

/**
 * The whole element as another person sees it, before and after changes that are not saved. Owns what was asked of
 * the server about them; whoever looks acts as nobody but themselves.
 */
export class Preview {
  looking: Looking | undefined;
  #found: Found | undefined;
  #error: unknown;
  #moment: Moment = 'before';

  constructor(
    readonly host: LitElement,
    readonly client: () => Provost | undefined,
    /** The policy and the time of the one who looks. */
    readonly access: () => Access | undefined,
  ) {}

  open(looking: Looking): void {
    this.looking = looking;
    this.#found = this.#error = undefined;
    this.#moment = looking.edit ? 'after' : 'before';
    this.#hideOwn(true);
    void this.#load(looking);
  }

  close(): void {
    if (this.looking) this.#hideOwn(false);
    this.looking = undefined;
  }

  /** A dialog hides what is behind it; this says so to whatever reads landmarks, of which there are two of each now. */
  #hideOwn(on: boolean) {
    const frame = this.host.renderRoot.querySelector<HTMLElement>('[part="frame"]');
    if (frame) frame.inert = on || (this.host as { disabled?: boolean }).disabled === true;
    this.host.requestUpdate();
  }

  view({ row, group, edit }: Looking, onBack: () => void): DialogView {
    const { name } = row.user;
    return {
      title: msg(str`${group.name}, as ${name} sees it`),
      body: html`<div class="notice preview-banner" role="status">
          ${icon(eye)}<span class="grow">${this.#about(name)}</span>${edit ? this.#moments() : nothing}
        </div>
        <div class="preview">${this.#renderElement()}</div>`,
      foot: html`<div class="dialog-foot">
        <button type="button" class="btn btn-primary" data-focus @click=${onBack}>
          ${msg('Back to your own view')}
        </button>
      </div>`,
    };
  }

  #about(name: string) {
    const all = msg(str`You look as ${name} and act as yourself: nothing is changed from here.`);
    if (!this.#found || this.#found.whole) return all;
    return `${all} ${msg('Only what they hold at the site and in this group counts here; what they hold elsewhere is not yours to see.')}`;
  }

  #moments() {
    return segmented<Moment>({
      name: 'preview-moment',
      label: msg('Which moment'),
      value: this.#moment,
      segments: [
        { value: 'before', label: msg('As it is') },
        { value: 'after', label: msg('With your changes') },
      ],
      onChange: (moment) => {
        this.#moment = moment;
        this.host.requestUpdate();
      },
    });
  }

  /** The element within the element: by a client that only reads. */
  #renderElement() {
    if (this.#error !== undefined)
      return errorView({ title: msg('The preview did not load'), ...problemOf(this.#error) });
    if (!this.#found) return html`<p class="meta" role="status">${msg('Loading')}</p>`;
    return this.#found.pages[this.#moment];
  }

  /** Both elements by the names under which the host page registered them. */
  #page({ id }: Group, client: Provost): HTMLElement {
    const { localName, ownerDocument } = this.host;
    const provider = ownerDocument.createElement(providerAbove(this.host));
    const element = ownerDocument.createElement(localName);
    provider.append(Object.assign(element, { group: id }));
    return Object.assign(provider, { client });
  }

  async #load(looking: Looking) {
    const [client, mine] = [this.client(), this.access()];
    if (!client || !mine) return;
    const { row, group, edit } = looking;
    try {
      const { snapshot, whole } = await client.users.preview(row.user.id, group.id);
      const before = openAccess(mine.policy, parseSnapshot(snapshot), { now: mine.now });
      const after = edit ? preview(before, { assignments: withEdit(before, group, edit) }) : before;
      const pageOf = (access: Access) => this.#page(group, previewClient(client, { access, user: row.user }));
      if (this.looking === looking)
        this.#found = { whole, pages: { before: pageOf(before), after: pageOf(after) } };
    } catch (error) {
      if (this.looking === looking) this.#error = error;
    }
    this.host.requestUpdate();
  }
}

/** The tag of the provider that the element stands in, whatever roots lie between. */
function providerAbove(element: Element): string {
  for (let at: Node | null = element; at; at = at.parentNode ?? (at as Partial<ShadowRoot>).host ?? null)
    if (at instanceof AccessProvider) return at.localName;
  return 'access-provider';
}

/** What somebody holds once the draft is saved. */
const withEdit = ({ snapshot }: Access, { id }: Group, { set }: Edit): readonly Assignment[] =>
  [...set.values()].reduce((held, edit) => withCell(held, id, edit), snapshot.assignments);

function withCell(held: readonly Assignment[], group: string, { cell, holding }: CellEdit): Assignment[] {
  const rest = held.flatMap((one) => (one.role === cell.role ? withoutGroup(one, group) : [one]));
  if (!holding.held) return rest;
  return [
    ...rest,
    {
      role: cell.role,
      scopes: { group: [group] },
      ...(holding.from === null ? {} : { from: Date.parse(holding.from) }),
      ...(holding.until === null ? {} : { until: Date.parse(holding.until) }),
    },
  ];
}

/** Not at the group any more, and excepted from what a cohort would give there. */
function withoutGroup(one: Assignment, group: string): Assignment[] {
  if (!one.scopes) return [one];
  const scopes: ScopeIds = {
    ...one.scopes,
    ...(one.scopes['group'] ? { group: one.scopes['group'].filter((id) => id !== group) } : {}),
  };
  if (!Object.values(scopes).some((ids) => ids.length > 0)) return [];
  if (!one.scopes['cohort']) return [{ ...one, scopes }];
  return [{ ...one, scopes, except: { ...one.except, group: [...(one.except?.['group'] ?? []), group] } }];
}
