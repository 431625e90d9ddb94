import type { AssignedContent, Member, Provost } from '@provost/sdk';
import type { LitElement } from 'lit';
import { GroupTree } from './group-tree.js';
import { PagedList } from './paged-list.js';
import { isContent, isMember, soundPage } from './sound.js';

/** The client as it is when something is asked. */
export type Api = () => Provost;

/** The groups as a tree, loaded from the API. */
export const groupTree = (host: LitElement, api: Api): GroupTree =>
  new GroupTree(host, (etag, signal) => api().groups.tree(etag, { signal }));

/** The members of the group on show. */
export const memberList = (host: LitElement, api: Api, group: () => string): PagedList<Member> =>
  new PagedList(
    host,
    ({ user }) => user.id,
    async ({ cursor, signal, ...query }) =>
      soundPage(await api().groups.members(group(), query, { signal }).page(cursor), isMember),
  );

/** The courses and e-folders of the group on show. */
export const contentList = (host: LitElement, api: Api, group: () => string): PagedList<AssignedContent> =>
  new PagedList(
    host,
    ({ id }) => id,
    async ({ cursor, signal, ...query }) =>
      soundPage(await api().groups.content(group(), query, { signal }).page(cursor), isContent),
  );
