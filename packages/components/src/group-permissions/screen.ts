import type { Access } from '@provost/authz-core';
import type { AssignedContent, Member, Provost } from '@provost/sdk';
import type { LitElement } from 'lit';
import type { CurrentGroup } from './current-group.js';
import type { GroupTree } from './group-tree.js';
import type { PagedList } from './paged-list.js';

/** What stands in a group and can be added to it and removed from it. */
export type Kind = 'members' | 'content';

/** What a tab shows. */
export type TabId = Kind | 'history';

/** The element as its parts see it: what is on show, and the way to show something else. */
export interface Screen {
  readonly host: LitElement;
  readonly groups: GroupTree;
  readonly current: CurrentGroup;
  readonly members: PagedList<Member>;
  readonly content: PagedList<AssignedContent>;
  readonly client: () => Provost;
  readonly access: () => Access | undefined;
  /** Asks anew what the signed-in person may do. */
  readonly refreshAccess: () => Promise<void>;
  /** Shows a group as if it had been pressed; `undefined`: the first. */
  readonly choose: (id: string | undefined) => Promise<void>;
}
