import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { mayDo, type Decision, type Resource } from '@provost/authz-core';
import { DecisionController } from './decision-controller.js';

/**
 * Shows the host page's own markup to those who may, and only to them. What is hidden here the server must still
 * refuse.
 *
 * @slot - Shown where the permission is granted
 * @slot denied - Shown where it is refused; neither is shown before that is known
 */
export class AccessGate extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  // not by decorators: their code would be a part of what every page downloads
  static override properties = {
    permission: {},
    operation: {},
    resource: { converter: { fromAttribute: parseResource } },
    for: { converter: { fromAttribute: parseResource } },
    anywhere: { type: Boolean },
  };

  /** Id of the permission, as `content.add`. */
  permission = '';

  /** What the API does, instead of a permission: `courses.edit`, whatever permissions that takes in the site’s policy. */
  operation = '';

  /** What it is asked about, as the API gives it (in an attribute: as JSON); none: the site. */
  resource: Resource | undefined;

  /** The second one of a permission about two, such as the course that somebody is to be enrolled in. */
  for: Resource | undefined;

  /** Asks whether there is anything at all that they may do this to: for menus. */
  anywhere = false;

  readonly #asked = new DecisionController(this, () => this);

  /** The decision with its reasons; `undefined` until it is known who asks. */
  get decision(): Decision | undefined {
    return this.#asked.decision;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { access, decision } = this.#asked;
    const { permission, operation } = this;
    if (!access || !decision) return nothing;
    const anywhere = () => (operation ? mayDo(access, operation) : access.anywhere(permission));
    return (this.anywhere ? anywhere() : decision.allowed)
      ? html`<slot></slot>`
      : html`<slot name="denied"></slot>`;
  }
}

/** an attribute that cannot be read is a resource of no type, which nobody may do anything to. */
function parseResource(text: string | null): Resource | undefined {
  if (text === null) return undefined;
  try {
    const value = JSON.parse(text) as Resource | null;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // told below, like JSON that is no object
  }
  console.warn('<access-gate>: not a resource:', text);
  return { site: '', type: '', id: '' };
}
