import * as core from '@provost/authz-core';
import type { Permission, Policy, PolicyDocument, Resource } from '@provost/authz-core';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { answerTo, readPolicy, readSnapshot, type Faults } from './answer.js';
import { examples, type Example } from './examples.js';

const SITE = 'academy';

/** The policies that ship with the core, by id. */
const shipped = new Map(
  Object.values(core as Record<string, unknown>)
    .filter(
      (one): one is PolicyDocument =>
        typeof one === 'object' && one !== null && 'roles' in one && 'id' in one,
    )
    .map((document) => [document.id, document]),
);

/** A resource as far as it is typed in. */
type Untyped = Omit<Resource, 'site' | 'type'>;

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** A policy and a snapshot on one side, a question and its answer on the other: everything can be changed. */
export class AccessPlayground extends LitElement {
  static override properties = { policyId: { attribute: 'policy' } };
  declare policyId: string;

  #policy = '';
  #snapshot = '';
  #permission = '';
  #resource: Untyped = { id: '' };
  #second: Untyped = { id: '' };

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('policyId')) this.#show(this.policyId);
  }

  #show(id: string): void {
    const document = shipped.get(id);
    if (!document) return;
    const example = examples[id] ?? firstQuestion(document);
    // whole, so that what it extends can be read and changed, too
    this.#policy = pretty(core.definePolicy(document).document);
    this.#snapshot = pretty({
      site: SITE,
      policy: id,
      subject: { id: 'me' },
      settings: example.snapshot.settings ?? {},
      groups: example.snapshot.groups ?? [],
      assignments: example.snapshot.assignments,
      expires: '2100-01-01T00:00:00Z',
    });
    this.#permission = example.permission;
    this.#resource = example.resource;
    this.#second = example.second ?? { id: 'somebody' };
  }

  override render(): TemplateResult {
    const policy = readPolicy(this.#policy);
    const snapshot = readSnapshot(this.#snapshot);
    return html`
      <section class="pane" aria-label="What is so">
        <label class="field">
          <span>Policy</span>
          <select @change=${(event: Event) => (this.policyId = valueOf(event))}>
            ${[...shipped].map(
              ([id, { label }]) =>
                html`<option value=${id} ?selected=${id === this.policyId}>${label ?? id}</option>`,
            )}
          </select>
        </label>
        ${this.#text('Policy as data', this.#policy, 'faults' in policy ? policy.faults : [], (text) => {
          this.#policy = text;
        })}
        ${this.#text(
          'Snapshot of one person',
          this.#snapshot,
          'faults' in snapshot ? snapshot.faults : [],
          (text) => {
            this.#snapshot = text;
          },
        )}
      </section>
      <section class="pane" aria-label="Question and answer">
        ${'value' in policy ? this.#question(policy.value) : html`<p class="muted">First mend the policy.</p>`}
      </section>
    `;
  }

  #text(label: string, text: string, faults: Faults, take: (text: string) => void): TemplateResult {
    const id = label.replaceAll(' ', '-');
    return html`
      <div class="field">
        <label for=${id}>${label}</label>
        <textarea
          id=${id}
          spellcheck="false"
          dir="ltr"
          rows="14"
          aria-invalid=${faults.length > 0}
          aria-describedby="${id}-state"
          .value=${text}
          @input=${(event: Event) => {
            take(valueOf(event));
            this.requestUpdate();
          }}
        ></textarea>
        <div id="${id}-state" role="status">
          ${
            faults.length === 0
              ? html`<p class="muted">Valid</p>`
              : html`<ul class="faults">
                  ${faults.slice(0, 8).map(({ path, message }) => html`<li><code>${path}</code> ${message}</li>`)}
                  ${faults.length > 8 ? html`<li>and ${faults.length - 8} more</li>` : nothing}
                </ul>`
          }
        </div>
      </div>
    `;
  }

  #question(policy: Policy): TemplateResult {
    const { type, second } = policy.permission(this.#permission);
    const byType = new Map<string, Permission[]>();
    for (const one of policy.permissions.values())
      byType.set(one.type, [...(byType.get(one.type) ?? []), one]);
    return html`
      <label class="field">
        <span>May they …</span>
        <select
          @change=${(event: Event) => {
            this.#permission = valueOf(event);
            this.requestUpdate();
          }}
        >
          ${[...byType].map(
            ([on, permissions]) =>
              html`<optgroup label="on ${on}">
                ${permissions.map(
                  ({ id }) =>
                    html`<option value=${id} ?selected=${id === this.#permission}>
                      ${policy.document.permissions[id]?.label ?? id} (${id})
                    </option>`,
                )}
              </optgroup>`,
          )}
        </select>
      </label>
      ${this.#resourceFields(policy, `on this ${type}`, type, [this.#resource, (one) => (this.#resource = one)])}
      ${
        second
          ? this.#resourceFields(policy, `and for this ${second}`, second, [
              this.#second,
              (one) => (this.#second = one),
            ])
          : nothing
      }
      ${this.#answer(type, second)}
    `;
  }

  #resourceFields(
    policy: Policy,
    legend: string,
    type: string,
    [resource, take]: readonly [Untyped, (resource: Untyped) => void],
  ): TemplateResult {
    const set = (change: Partial<Resource>) => {
      take({ ...resource, ...change });
      this.requestUpdate();
    };
    const relations = Object.keys(policy.document.resources[type] ?? {});
    return html`
      <fieldset>
        <legend>${legend}</legend>
        ${field('id', type === 'site' ? SITE : resource.id, (id) => set({ id }), type === 'site')}
        ${relations.map((relation) =>
          field(`lies by “${relation}” in`, (resource.within?.[relation] ?? []).join(', '), (text) =>
            set({ within: { ...resource.within, [relation]: listed(text) } }),
          ),
        )}
        ${type === 'site' ? nothing : field('belongs to', resource.owner ?? '', (owner) => set({ owner }))}
      </fieldset>
    `;
  }

  #answer(type: string, second: string): TemplateResult {
    const on = (resource: Untyped, of: string): Resource => ({
      ...resource,
      site: SITE,
      type: of,
      ...(of === 'site' ? { id: SITE } : {}),
    });
    const answer = answerTo({
      policy: this.#policy,
      snapshot: this.#snapshot,
      permission: this.#permission,
      resource: on(this.#resource, type),
      second: second ? on(this.#second, second) : undefined,
      now: Date.now(),
    });
    if (!answer) return html`<p class="muted" role="status">First mend the snapshot.</p>`;
    const { decision, sentences } = answer;
    return html`
      <div class="answer ${decision.allowed ? 'yes' : 'no'}" role="status">
        <h2>${decision.allowed ? '✓ Allowed' : '✕ Refused'}</h2>
        <ul>
          ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
        </ul>
      </div>
      <details>
        <summary>The decision as data</summary>
        <pre dir="ltr" tabindex="0">${pretty(decision)}</pre>
      </details>
    `;
  }

  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
      gap: 16px;
      font-size: 14px;
      line-height: 1.43;
    }
    .pane {
      display: grid;
      gap: 16px;
      align-content: start;
      min-width: 0;
      padding: 20px;
      border: 1px solid light-dark(rgb(23 26 33 / 0.11), rgb(236 238 243 / 0.14));
      border-radius: 8px;
      background: light-dark(#ffffff, #1e2127);
    }
    .field {
      display: grid;
      gap: 4px;
      min-width: 0;
    }
    label,
    .field > span,
    legend {
      font-weight: 500;
    }
    input,
    select,
    textarea {
      box-sizing: border-box;
      inline-size: 100%;
      min-width: 0;
      min-block-size: 32px;
      padding: 4px 8px;
      border: 1px solid light-dark(#818795, #808897);
      border-radius: 4px;
      background: light-dark(#ffffff, #17191e);
      color: inherit;
      font: inherit;
    }
    textarea,
    pre,
    code {
      font:
        12px/1.5 ui-monospace,
        Menlo,
        Consolas,
        monospace;
    }
    textarea {
      resize: vertical;
      white-space: pre;
    }
    textarea[aria-invalid='true'] {
      border-color: light-dark(#c22f35, #ffa39f);
    }
    :focus-visible {
      outline: 2px solid light-dark(#2b59c9, #9db6f3);
      outline-offset: 1px;
    }
    fieldset {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
      gap: 12px;
      margin: 0;
      padding: 0;
      border: 0;
      min-width: 0;
    }
    legend {
      padding: 0 0 4px;
    }
    fieldset .field span {
      font-weight: 400;
      color: light-dark(#535966, #b0b7c4);
    }
    p,
    ul,
    h2,
    pre {
      margin: 0;
    }
    ul {
      display: grid;
      gap: 4px;
      padding-inline-start: 20px;
    }
    .muted {
      color: light-dark(#535966, #b0b7c4);
    }
    .faults {
      color: light-dark(#ae252c, #ffa39f);
      overflow-wrap: anywhere;
    }
    .answer {
      display: grid;
      gap: 8px;
      padding: 16px;
      border-radius: 8px;
      overflow-wrap: anywhere;
    }
    .answer h2 {
      font-size: 16px;
      font-weight: 600;
    }
    .yes {
      background: light-dark(#e8f5ee, #1d3328);
    }
    .yes h2 {
      color: light-dark(#1a6d40, #84d6a8);
    }
    .no {
      background: light-dark(#fdecec, #3a2326);
    }
    .no h2 {
      color: light-dark(#ae252c, #ffa39f);
    }
    pre {
      overflow: auto;
      max-block-size: 24rem;
      padding: 12px;
      border-radius: 4px;
      background: light-dark(#f7f8fa, #17191e);
    }
    summary {
      cursor: pointer;
    }
    @media (pointer: coarse) {
      input,
      select {
        min-block-size: 44px;
      }
    }
  `;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);

const field = (
  label: string,
  value: string,
  take: (value: string) => void,
  readonly = false,
): TemplateResult => html`
  <label class="field">
    <span>${label}</span>
    <input .value=${value} ?readonly=${readonly} @change=${(event: Event) => take(valueOf(event))} />
  </label>
`;

/** A first question for a policy of which nobody thought of one. */
const firstQuestion = ({ permissions = {}, roles = {} }: PolicyDocument): Example => ({
  snapshot: {
    assignments: Object.keys(roles)
      .slice(0, 1)
      .map((role) => ({ role })),
  },
  permission: Object.keys(permissions)[0] ?? '',
  resource: { id: 'thing' },
});
