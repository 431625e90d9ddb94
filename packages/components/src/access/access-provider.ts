import { ContextProvider } from '@lit/context';
import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Access } from '@provost/authz-core';
import { createProvost, type Change, type LiveSession, type Provost, type SessionState } from '@provost/sdk';
import { accessContext, clientContext, sessionContext, type SessionView } from './context.js';

/** What the signed-in person may do is known now, or has changed. */
export class AccessChangedEvent extends Event {
  constructor(
    readonly access: Access | undefined,
    /** The signed-in person. */
    readonly user: SessionState['user'],
  ) {
    super('access-changed', { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'access-changed': AccessChangedEvent;
  }
}

const NOBODY: SessionState = {
  access: undefined,
  site: undefined,
  user: undefined,
  error: undefined,
  connection: 'connecting',
};

/**
 * Gives every element below it the API's client and what the signed-in person may do, kept fresh.
 * Renders nothing of its own.
 *
 * @fires access-changed - What the person may do is known, or has changed; carries `access` and `user`
 * @slot - The host page's content
 */
export class AccessProvider extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  // not by decorators: their code would be a part of what every page downloads
  static override properties = {
    baseUrl: { attribute: 'base-url' },
    token: {},
    client: { attribute: false },
  };

  /** Where the API is, without `/v1`; empty is this page's own origin. */
  baseUrl = '';

  /** The bearer token, or (as a property) what gives one; without it nobody is signed in. */
  token: string | (() => string | Promise<string>) | undefined;

  /** A client of the host's own making, instead of `base-url` and `token`. */
  client: Provost | undefined;

  readonly #client = new ContextProvider(this, { context: clientContext });
  readonly #access = new ContextProvider(this, { context: accessContext });
  readonly #session = new ContextProvider(this, { context: sessionContext });
  #live: LiveSession | undefined;
  readonly #changed = new Set<(change: Change) => void>();
  #stop = () => {};

  /** What the signed-in person may do; `undefined` until it is known. */
  get access(): Access | undefined {
    return this.#access.value;
  }

  /** Who is signed in and where; `undefined` while nobody is. */
  get session(): SessionView | undefined {
    return this.#session.value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated || changed.has('baseUrl') || changed.has('client')) this.#connect();
    else if (changed.has('token')) this.#open();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  /** Another server: nothing of the one before is true of it. */
  #connect() {
    const { baseUrl } = this;
    const made = () => createProvost({ baseUrl: baseUrl || location.origin, token: this.#token });
    this.#show(NOBODY);
    this.#client.setValue(this.client ?? (this.token === undefined ? undefined : made()));
    this.#open();
  }

  #token = () => (typeof this.token === 'function' ? this.token() : (this.token ?? ''));

  /** A new token may be another person's: what was known stays until the answer says who it is. */
  #open() {
    let isAnother = this.#live !== undefined;
    this.#close();
    if (!this.isConnected) return;
    if (!this.client && this.token === undefined) {
      this.#client.setValue(undefined);
      this.#show(NOBODY);
      return;
    }
    if (!this.#client.value) return this.#connect();
    this.#live = this.#client.value.session();
    this.#live.onChange(this.#tell);
    this.#stop = this.#live.subscribe((state) => {
      // nobody told what happened since the session before this one was closed
      if (isAnother && state.connection === 'live') {
        isAnother = false;
        this.#tell('reset');
      }
      if (state.access ?? state.error) this.#show(state);
    });
  }

  #close() {
    this.#stop();
    this.#live?.close();
    this.#live = undefined;
  }

  #tell = (change: Change) => {
    for (const listener of [...this.#changed]) listener(change);
  };

  #onChange = (listener: (change: Change) => void) => {
    this.#changed.add(listener);
    return () => void this.#changed.delete(listener);
  };

  #show(state: SessionState) {
    const changed = this.#access.value !== state.access;
    const refresh = () => this.#live?.refresh() ?? Promise.resolve();
    this.#session.setValue({ ...state, refresh, onChange: this.#onChange });
    this.#access.setValue(state.access);
    if (changed) this.dispatchEvent(new AccessChangedEvent(state.access, state.user));
  }
}
