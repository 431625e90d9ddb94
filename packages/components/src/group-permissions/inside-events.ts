import type { Group } from '@provost/sdk';
import { options } from './events.js';

/** People about to be added to a group or removed from it, or who have been. */
export class MembersEvent extends Event {
  constructor(
    type: `members-${'add' | 'added' | 'remove' | 'removed'}`,
    readonly group: Group,
    readonly userIds: readonly string[],
  ) {
    super(type, options(type));
  }
}

/** Courses and e-folders about to be added to a group or removed from it, or which have been. */
export class ContentEvent extends Event {
  constructor(
    type: `content-${'add' | 'added' | 'remove' | 'removed'}`,
    readonly group: Group,
    readonly contentIds: readonly string[],
  ) {
    super(type, options(type));
  }
}

declare global {
  interface HTMLElementEventMap {
    'members-add': MembersEvent;
    'members-added': MembersEvent;
    'members-remove': MembersEvent;
    'members-removed': MembersEvent;
    'content-add': ContentEvent;
    'content-added': ContentEvent;
    'content-remove': ContentEvent;
    'content-removed': ContentEvent;
  }
}
