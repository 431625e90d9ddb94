import { msg, str } from '@lit/localize';
import type { Group } from '@provost/sdk';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { DialogController } from '../../ui/dialog.js';
import { alert, icon } from '../../ui/icons.js';
import { documentOf, problemOf } from '../problem.js';

/** What a person wrote about a group. */
export interface GroupDraft {
  readonly name: string;
  readonly description: string;
}

/** What the form is for: a new group below `parent` (or at the top), or `group` as it is now. */
export interface Drafting {
  readonly group?: Group;
  readonly parent?: Group;
  /** The group as somebody else has saved it meanwhile (X-06). */
  readonly theirs?: () => Group | undefined;
  /** Saves; raises what the API raised. Answers false where a host called it off. */
  readonly onSave: (draft: GroupDraft) => Promise<boolean>;
}

/** The dialog that creates or edits a group. Owns its opening and its errors; what was typed stays in the fields. */
export class GroupForm {
  readonly dialog: DialogController;
  #drafting: Drafting | undefined;
  #error: unknown;
  #missing = false;
  #busy = false;

  constructor(readonly host: LitElement) {
    this.dialog = new DialogController(host, 'group-form');
  }

  show(drafting: Drafting): void {
    this.#drafting = drafting;
    this.#error = undefined;
    this.#missing = false;
    this.dialog.show();
  }

  render(live: unknown): TemplateResult | typeof nothing {
    const drafting = this.#drafting;
    if (!drafting || !this.dialog.open) return nothing;
    const { group, parent } = drafting;
    return this.dialog.render({
      title: group ? msg('Edit group') : msg('New group'),
      about: group ? undefined : parent ? msg(str`Inside ${parent.name}`) : msg('At the top of the tree'),
      width: 480,
      body: html`<form id="group-draft" class="form" novalidate @submit=${this.#onSubmit}>
        ${this.#renderName(group)}
        <label
          ><span class="label">${msg('Description')}</span
          ><span class="field">
            <textarea
              name="description"
              maxlength="2000"
              .defaultValue=${group?.description ?? ''}
            ></textarea></span
        ></label>
        ${this.#renderFailure()}
      </form>`,
      foot: html`<div class="dialog-foot">
        <button type="button" class="btn" @click=${this.dialog.requestClose}>${msg('Cancel')}</button>
        <button
          type="submit"
          form="group-draft"
          class="btn btn-primary"
          aria-disabled=${this.#busy ? 'true' : nothing}
        >
          ${group ? msg('Save') : msg('Create group')}
        </button>
      </div>`,
      live,
    });
  }

  #renderName(group: Group | undefined) {
    return html`<div>
      <label for="group-name" class="label">${msg('Name')}</label>
      <span class="field"
        ><input
          id="group-name"
          name="name"
          required
          maxlength="200"
          autocomplete="off"
          ?autofocus=${true}
          .defaultValue=${group?.name ?? ''}
          aria-invalid=${this.#missing ? 'true' : nothing}
          aria-describedby=${this.#missing ? 'group-name-problem' : nothing}
      /></span>
      ${
        this.#missing
          ? html`<p class="problem meta" id="group-name-problem">${msg('A group needs a name.')}</p>`
          : nothing
      }
    </div>`;
  }

  #renderFailure() {
    if (!this.#error) return nothing;
    const { status, issues } = documentOf(this.#error);
    const theirs = status === 412 && this.#drafting?.theirs?.();
    const said = Array.isArray(issues) ? issues.map(({ message }) => message).join('. ') : '';
    return html`<p class="notice notice-warning" role="alert">
      ${icon(alert)}<span
        >${
          theirs
            ? html`${msg('Somebody else saved this group meanwhile:')}
                <span class="strong">${theirs.name}</span
                >${theirs.description ? ` – ${theirs.description}` : nothing}.
                ${msg('Save again to put yours in its place.')}`
            : html`${problemOf(this.#error).text} ${said}`
        }</span
      >
    </p>`;
  }

  #onSubmit = async (event: SubmitEvent) => {
    event.preventDefault();
    const drafting = this.#drafting;
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const draft = { name: textOf(data, 'name'), description: textOf(data, 'description') };
    this.#missing = !draft.name;
    this.host.requestUpdate();
    if (!drafting || this.#busy) return;
    if (this.#missing) return (event.currentTarget as HTMLFormElement).querySelector('input')?.focus();
    this.#busy = true;
    try {
      if (await drafting.onSave(draft)) this.dialog.close();
    } catch (error) {
      this.#error = error;
    }
    this.#busy = false;
    this.host.requestUpdate();
  };
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
