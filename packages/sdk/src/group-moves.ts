import type { Client } from 'openapi-fetch';
import { body, ifMatch, type CallOptions } from './answers.js';
import type { paths } from './generated/schema.js';
import type { GroupDetail, GroupMove, GroupMoved } from './schemas.js';

/** What is done to a group and all below it at once. */
export interface GroupMovesClient {
  /** Puts it below another, or at the top; with `dryRun` only says what it would mean. */
  move(id: string, move: GroupMove, version: number, options?: CallOptions): Promise<GroupMoved>;
  /** Puts it aside. */
  archive(id: string, version: number, options?: CallOptions): Promise<GroupDetail>;
  /** Takes it up again. */
  unarchive(id: string, version: number, options?: CallOptions): Promise<GroupDetail>;
  /** Deletes it; the groups below it `withBelow` alone. */
  delete(
    id: string,
    version: number,
    options?: CallOptions & { readonly withBelow?: boolean },
  ): Promise<void>;
}

const of = (id: string, version: number) => ({ path: { id }, header: ifMatch(version) });

/** The part of the client that is about whole trees of groups. */
export const groupMovesClient = (api: Client<paths>): GroupMovesClient => ({
  move: async (id, move, version, call) =>
    body(await api.POST('/v1/groups/{id}/move', { ...call, params: of(id, version), body: move })),
  archive: async (id, version, call) =>
    body(await api.POST('/v1/groups/{id}/archive', { ...call, params: of(id, version) })),
  unarchive: async (id, version, call) =>
    body(await api.POST('/v1/groups/{id}/unarchive', { ...call, params: of(id, version) })),
  delete: async (id, version, { withBelow, ...call } = {}) => {
    const query = withBelow ? { withBelow: 'true' as const } : {};
    await api.DELETE('/v1/groups/{id}', { ...call, params: { ...of(id, version), query } });
  },
});
