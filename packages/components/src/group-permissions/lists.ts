import type { AssignedContent, Member, Provost } from '@provost/sdk';
import type { LitElement } from 'lit';
import { GroupTree } from './group-tree.js';
import { PagedList } from './paged-list.js';
import { isContent, isGroup, isMember, soundPage } from './sound.js';

/** The client as it is when something is asked. */
export type Api = () => Provost;

/** The groups as a tree, loaded from the API. */
export const groupTree = (host: LitElement, api: Api): GroupTree =>
  new GroupTree(host, async ({ search, cursor, signal, ...filter }) =>
    soundPage(
      await api()
        .groups.list({ search, ...filter }, { signal })
        .page(cursor),
      isGroup,
    ),
  );

/** The members of the group on show. */
export const memberList = (host: LitElement, api: Api, group: () => string): PagedList<Member> =>
  new PagedList(
    host,
    ({ user }) => user.id,
    async ({ search, cursor, signal }) =>
      soundPage(await api().groups.members(group(), { search }, { signal }).page(cursor), isMember),
  );

/** The courses and e-folders of the group on show. */
export const contentList = (host: LitElement, api: Api, group: () => string): PagedList<AssignedContent> =>
  new PagedList(
    host,
    ({ id }) => id,
    async ({ search, cursor, signal }) =>
      soundPage(await api().groups.content(group(), { search }, { signal }).page(cursor), isContent),
  );
