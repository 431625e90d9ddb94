import { msg, str } from '@lit/localize';
import type { AccessChange, ChangesDone, Group, Provost } from '@provost/sdk';
import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { formatList, formatNumber, plural } from '../../localization/format.js';

type Found = NonNullable<ChangesDone['impact']>;

/**
 * What unsaved changes would do (X-03), asked of the server, which alone knows what these people hold elsewhere. Owns the
 * request: the newest changes win. Where it is not answered, nothing is claimed.
 */
export class Impact {
  found: Found | undefined;
  #asked = '';
  #abort = new AbortController();

  constructor(
    readonly host: LitElement,
    readonly client: () => Provost | undefined,
  ) {}

  /** Asks anew where the changes are others than before. */
  ask(group: Group | undefined, changes: readonly AccessChange[]): void {
    const key = group && changes.length ? JSON.stringify([group.id, changes]) : '';
    if (key === this.#asked) return;
    this.#asked = key;
    this.#abort.abort();
    this.found = undefined;
    if (key) void this.#load(changes);
  }

  async #load(changes: readonly AccessChange[]) {
    const { signal } = (this.#abort = new AbortController());
    try {
      const done = await this.client()?.changes.apply({ changes: [...changes], dryRun: true }, { signal });
      if (!signal.aborted) this.found = sound(done?.impact);
    } catch {
      // a refusal is told by the save itself
    }
    if (!signal.aborted) this.host.requestUpdate();
  }
}

/** X-09: an answer that is none claims nothing. */
const sound = (found: Found | undefined): Found | undefined =>
  Array.isArray(found?.people) && Array.isArray(found.permissions) ? found : undefined;

/** In one line: how many gain and lose, and what they lose where that is one thing. */
export function impactLine({ people, permissions }: Found): string {
  const gain = people.filter(({ gains }) => gains.length > 0).length;
  const lose = people.filter(({ losses }) => losses.length > 0).length;
  const [first, ...more] = permissions.filter((one) => one.lose > 0);
  const what = first && !more.length ? ` ${first.label}` : '';
  const [gains, loses] = [formatNumber(gain), formatNumber(lose)];
  const parts = [
    gain && plural(gain, { one: msg(str`${gains} person gains`), other: msg(str`${gains} people gain`) }),
    lose &&
      plural(lose, {
        one: msg(str`${loses} person loses${what}`),
        other: msg(str`${loses} people lose${what}`),
      }),
  ].filter((part) => part !== 0);
  return parts.length ? parts.join(', ') : msg('Nobody gains or loses anything');
}

/** Who gains and loses what, person by person. */
export const renderImpact = ({ people, affected }: Found): TemplateResult =>
  html`<ul class="impact">
    ${people.map(
      ({ user, gains, losses }) =>
        html`<li>
          <span class="strong">${user.name}</span>
          ${part('gain', msg('gains'), gains)} ${part('lose', msg('loses'), losses)}
        </li>`,
    )}
    ${
      affected > people.length
        ? html`<li class="muted">${msg(str`and ${formatNumber(affected - people.length)} more`)}</li>`
        : nothing
    }
  </ul>`;

function part(kind: string, word: string, what: Found['people'][number]['gains']) {
  if (!what.length) return nothing;
  const sign = kind === 'gain' ? '+' : '−';
  return html`<span class="impact-${kind}"
    ><span aria-hidden="true">${sign}</span> ${word} ${formatList(what.map(({ label }) => label))}</span
  >`;
}
