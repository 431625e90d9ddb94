import type { Group } from '@provost/sdk';

/** Events bubble out of the element; those of what is about to happen can be called off. */
export const options = (type: string): EventInit => ({
  bubbles: true,
  composed: true,
  cancelable: !/ed$/.test(type), // a fact cannot be called off
});

/** Something about a group: chosen, about to be made, changed or deleted, or that has been. */
export class GroupEvent extends Event {
  constructor(
    type: `group-${'selected' | 'create' | 'created' | 'edit' | 'edited' | 'delete' | 'deleted' | 'restored'}`,
    /** The group; on `group-create` and `group-edit` the values asked for stand in it. */
    readonly group: Partial<Group> & Pick<Group, 'name'>,
  ) {
    super(type, options(type));
  }
}

declare global {
  interface HTMLElementEventMap {
    'group-selected': GroupEvent;
    'group-create': GroupEvent;
    'group-created': GroupEvent;
    'group-edit': GroupEvent;
    'group-edited': GroupEvent;
    'group-delete': GroupEvent;
    'group-deleted': GroupEvent;
    'group-restored': GroupEvent;
  }
}
