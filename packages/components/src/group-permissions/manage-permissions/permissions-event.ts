import type { AccessChange, Group } from '@provost/sdk';

/**
 * Levels and roles of people in a group are about to be set (`permissions-save`, can be cancelled) or have been
 * (`-saved`); `changes` as the API takes them, empty where a change is undone.
 */
export class PermissionsEvent extends Event {
  constructor(
    type: 'permissions-save' | 'permissions-saved',
    readonly group: Group,
    readonly changes: readonly AccessChange[],
  ) {
    super(type, { bubbles: true, composed: true, cancelable: type === 'permissions-save' });
  }
}

declare global {
  interface HTMLElementEventMap {
    'permissions-save': PermissionsEvent;
    'permissions-saved': PermissionsEvent;
  }
}
