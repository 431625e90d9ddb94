import { msg, str } from '@lit/localize';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { formatList, formatNumber, plural } from '../../localization/format.js';
import { alert, icon, minus, plus, search, type Icon } from '../../ui/icons.js';
import { avatar } from '../../ui/people.js';
import { problemOf } from '../problem.js';
import { AT_ONCE, type Line, type Outcome, type PastedPeople } from './pasted-people.js';
import type { Pasting } from './picker.js';

/** What is to be put right comes first. */
const ORDER: readonly Outcome[] = ['none', 'several', 'add', 'member', 'twice'];

/** What adds the people of a list; raises what the API raised, and answers false where a host called it off. */
export type AddPeople = (people: PastedPeople['matched']) => Promise<boolean>;

/** The view of a pasted list: the text, and a row for each of its people with what will become of them. */
export class PasteList implements Pasting {
  isOpen = false;
  onAdd: AddPeople = () => Promise.resolve(false);
  #failure: unknown;
  #busy = false;

  constructor(
    readonly host: LitElement,
    readonly list: PastedPeople,
  ) {}

  get busy(): boolean {
    return this.#busy || this.list.status === 'looking';
  }

  /** Shows the list instead of the search, with a text that was pasted into that. */
  open = (text: string): void => {
    this.isOpen = true;
    void this.list.read(text);
    void this.host.updateComplete.then(() => this.#field?.focus());
  };

  close = (): void => {
    this.isOpen = false;
    this.#failure = undefined;
    void this.list.read('');
  };

  get #field() {
    return this.host.renderRoot.querySelector<HTMLTextAreaElement>('#pasted');
  }

  body(): TemplateResult {
    const { list } = this;
    return html`<div class="paste">
      <div class="line wrap">
        <label class="label grow" for="pasted">${msg('E-mail addresses, ids or names')}</label>
        <button type="button" class="link-btn" @click=${this.close}>${msg('Search instead')}</button>
      </div>
      <span class="field">
        <textarea
          id="pasted"
          rows="4"
          spellcheck="false"
          aria-describedby="pasted-about"
          .value=${list.text}
          @input=${(event: Event) => void list.read((event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </span>
      <p class="meta" id="pasted-about">
        ${msg('One a line, or with commas or semicolons between them; rows of a spreadsheet do as well.')}
      </p>
      ${this.#renderLines()}
    </div>`;
  }

  #renderLines() {
    const { list } = this;
    if (list.status === 'failed') return problem(problemOf(list.error).text);
    const most = formatNumber(AT_ONCE);
    const rows = ORDER.flatMap((outcome) => list.of(outcome));
    return html`${list.count > AT_ONCE ? problem(msg(str`Only the first ${most} are looked up: add the others after them.`)) : nothing}
      <p class="strong" role="status">${this.busy ? nothing : summary(list)}</p>
      <ul class="lines" aria-label=${msg('Who was found')}>
        ${repeat(rows, renderLine)}
      </ul>`;
  }

  failure(): unknown {
    return this.#failure ? problem(problemOf(this.#failure).text) : nothing;
  }

  get size(): number {
    return this.list.matched.length;
  }

  /** Adds those that were found; true when nothing of the list is left to be put right. */
  async submit(): Promise<boolean> {
    const { list, host } = this;
    const rest = list.of('none').length + list.of('several').length;
    this.#busy = true;
    this.#failure = undefined;
    host.requestUpdate();
    try {
      if (!(await this.onAdd(list.matched))) return false;
      if (rest) await list.keepRest();
      return rest === 0;
    } catch (error) {
      this.#failure = error;
      return false;
    } finally {
      this.#busy = false;
      host.requestUpdate();
      if (rest) this.#field?.focus();
    }
  }
}

const problem = (text: string) =>
  html`<p class="notice notice-warning" role="alert">${icon(alert)}<span>${text}</span></p>`;

/** "12 will be added, 2 are members already, 3 have no match". */
function summary(list: PastedPeople): string {
  const counted = (outcome: Outcome, words: (count: string) => { one: string; other: string }) => {
    const { length } = list.of(outcome);
    return length ? [plural(length, words(formatNumber(length)))] : [];
  };
  return formatList([
    ...counted('add', (n) => ({
      one: msg(str`${n} person is found`),
      other: msg(str`${n} people are found`),
    })),
    ...counted('member', (n) => ({
      one: msg(str`${n} is a member already`),
      other: msg(str`${n} are members already`),
    })),
    ...counted('twice', (n) => ({
      one: msg(str`${n} is there twice`),
      other: msg(str`${n} are there twice`),
    })),
    ...counted('several', (n) => ({
      one: msg(str`${n} could be several people`),
      other: msg(str`${n} could be several people`),
    })),
    ...counted('none', (n) => ({ one: msg(str`${n} has no match`), other: msg(str`${n} have no match`) })),
  ]);
}

const signs: Readonly<Record<Outcome, Icon>> = {
  add: plus,
  member: minus,
  twice: minus,
  none: alert,
  several: search,
};

function words(outcome: Outcome): string {
  switch (outcome) {
    case 'add':
      return msg('To be added');
    case 'member':
      return msg('Member already');
    case 'twice':
      return msg('Twice in the list');
    case 'several':
      return msg('Several people: give the address');
    case 'none':
      return msg('No match among the people you may see');
  }
}

const renderLine = ({ asked, outcome, user }: Line) =>
  html`<li class="pick" data-outcome=${outcome}>
    ${user ? avatar(user.name, user.id, 32) : nothing}
    <span class="grow"
      ><span class="strong truncate">${user?.name ?? asked}</span
      >${user ? html`<span class="meta truncate">${user.email}</span>` : nothing}</span
    ><span class="chip">${icon(signs[outcome], 12)}${words(outcome)}</span>
  </li>`;
