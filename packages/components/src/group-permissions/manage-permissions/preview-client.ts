import { msg } from '@lit/localize';
import { mayDo, type Access, type Resource } from '@provost/authz-core';
import type { GroupTree, GroupTreeAnswer, LiveSession, Provost, SessionState } from '@provost/sdk';

/** The person as whom a page is looked at, and what they may do. */
export interface Seen {
  readonly access: Access;
  readonly user: { readonly id: string; readonly name: string; readonly email: string };
}

/** What only reads; whatever else a client has, now or later, is refused. */
const READS = new Set([
  'get',
  'list',
  'tree',
  'members',
  'content',
  'permissions',
  'readCatalogue',
  'lookup',
]);
const PARTS = new Set(['settings', 'users', 'groups', 'content', 'audit']);

/**
 * A client by which a page is drawn as somebody else would see it. Reads as the one who looks, shows what the other
 * one may do, and changes nothing: nobody acts as anybody but themselves.
 */
export function previewClient(client: Provost, seen: Seen): Provost {
  const { groups } = client;
  const top: Partial<Record<string, unknown>> = {
    session: () => sessionOf(seen),
    groups: readOnly(groups, {
      tree: async (...asked: Parameters<typeof groups.tree>) => visible(await groups.tree(...asked), seen),
      get: async (...asked: Parameters<typeof groups.get>) => {
        const group = await groups.get(...asked);
        return maySee(seen, group.resource) ? group : notThere();
      },
    }),
  };
  return new Proxy(client, {
    get: (target, key) => {
      if (Object.hasOwn(top, key)) return top[String(key)];
      const part: unknown = Reflect.get(target, key);
      if (isMethod(part)) return READS.has(String(key)) ? part.bind(target) : refuse;
      return PARTS.has(String(key)) ? readOnly(part as object) : undefined;
    },
  });
}

type Method = (...asked: readonly unknown[]) => unknown;
const isMethod = (part: unknown): part is Method => typeof part === 'function';

const readOnly = <T extends object>(part: T, instead: Partial<Record<string, unknown>> = {}): T =>
  new Proxy(part, {
    get: (target, key) => {
      if (Object.hasOwn(instead, key)) return instead[String(key)];
      const method: unknown = Reflect.get(target, key);
      return READS.has(String(key)) && isMethod(method) ? method.bind(target) : refuse;
    },
  });

const maySee = ({ access }: Seen, resource: Resource): boolean => mayDo(access, 'groups.view', resource);

const notThere = () =>
  Promise.reject<never>(
    Object.assign(new Error('not found'), {
      problem: { status: 404, detail: msg('They do not see this group.') },
    }),
  );

/** As a server refuses: the element says it where it says such things. */
const refuse = () => {
  const detail = msg('You look as somebody else. Nothing is changed from here.');
  return Promise.reject(Object.assign(new Error(detail), { problem: { status: 409, detail } }));
};

/** One that never changes. */
function sessionOf({ access, user }: Seen): LiveSession {
  const state: SessionState = {
    access,
    site: { id: access.snapshot.site, name: '' },
    user: { ...user, role: '' },
    error: undefined,
    connection: 'polling',
  };
  return {
    state,
    subscribe: (listener) => {
      listener(state);
      return () => {};
    },
    onChange: () => () => {},
    refresh: () => Promise.resolve(),
    close: () => {},
  };
}

/** Of the tree of the one who looks, the groups that the other one sees; below what they do not see, it closes up. */
function visible(answer: GroupTreeAnswer | undefined, seen: Seen): GroupTreeAnswer | undefined {
  if (!answer) return undefined;
  const { ids, names, depths, members, within } = answer.tree;
  const { site } = seen.access.snapshot;
  const above: number[] = [];
  const rows = ids.flatMap((id, at) => {
    const depth = depths[at] ?? 1;
    while (above.length > 0 && (above.at(-1) ?? 0) >= depth) above.pop();
    const resource = { site, type: 'group', id, within: { ...within[id], group: [id] } };
    if (!maySee(seen, resource)) return [];
    above.push(depth);
    return [{ at, depth: above.length }];
  });
  const tree: GroupTree = {
    ids: rows.map(({ at }) => ids[at] ?? ''),
    names: rows.map(({ at }) => names[at] ?? ''),
    depths: rows.map(({ depth }) => depth),
    members: rows.map(({ at }) => members[at] ?? 0),
    within,
  };
  return { ...answer, tree };
}
