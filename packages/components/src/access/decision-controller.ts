import { ContextConsumer } from '@lit/context';
import { decideOperation, type Access, type Decision, type Resource } from '@provost/authz-core';
import type { LitElement, ReactiveController } from 'lit';
import { accessContext } from './context.js';

/** May the signed-in person do this, to that? Without a resource: at the site. */
export interface Question {
  readonly permission: string;
  /** An operation instead: all the permissions it takes. */
  readonly operation?: string;
  readonly resource?: Resource | undefined;
  /** The second resource of a permission about two. */
  readonly for?: Resource | undefined;
}

/** Keeps one decision current for its host. Owns the subscription; renders nothing, fetches nothing. */
export class DecisionController implements ReactiveController {
  /** `undefined` until it is known who asks: neither allowed nor refused. */
  decision: Decision | undefined;
  readonly #access: ContextConsumer<typeof accessContext, LitElement>;

  constructor(
    host: LitElement,
    readonly ask: () => Question,
  ) {
    this.#access = new ContextConsumer(host, { context: accessContext, subscribe: true });
    host.addController(this);
  }

  /** What the signed-in person may do. */
  get access(): Access | undefined {
    return this.#access.value;
  }

  hostUpdate(): void {
    const question = this.ask();
    const { permission, operation, resource } = question;
    this.decision =
      this.access &&
      (operation
        ? decideOperation(this.access, operation, resource, question.for)
        : this.access.decide(permission, resource, question));
  }
}
