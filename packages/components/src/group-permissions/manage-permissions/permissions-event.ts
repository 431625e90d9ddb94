import type { Group, LevelChange } from '@provost/sdk';

/** Levels of people in a group are about to be set (`permissions-save`, can be cancelled) or have been (`-saved`). */
export class PermissionsEvent extends Event {
  constructor(
    type: 'permissions-save' | 'permissions-saved',
    readonly group: Group,
    readonly changes: readonly LevelChange[],
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
