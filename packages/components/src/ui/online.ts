import type { LitElement, ReactiveController } from 'lit';

/** Knows whether the browser says there is a network. Owns its two listeners; asks no server. */
export class OnlineController implements ReactiveController {
  constructor(readonly host: LitElement) {
    host.addController(this);
  }

  get online(): boolean {
    return navigator.onLine;
  }

  hostConnected(): void {
    addEventListener('online', this.#update);
    addEventListener('offline', this.#update);
  }

  hostDisconnected(): void {
    removeEventListener('online', this.#update);
    removeEventListener('offline', this.#update);
  }

  #update = () => this.host.requestUpdate();
}
