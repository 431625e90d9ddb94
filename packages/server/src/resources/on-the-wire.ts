import { mayDo, type Resource } from '@provost/authz-core';
import type { z } from '@hono/zod-openapi';
import { mayEverywhere } from '../access/operations.js';
import type { ResourceSchema } from '../contract/shapes.js';
import type { Call } from '../requests/call.js';
import { findResources } from './find-resources.js';

/** A resource as answers carry it: what an element asks the core about. */
export type WireResource = z.infer<typeof ResourceSchema>;

/**
 * The resources of a type as answers carry them, by id: with the scopes that the person holds a role at or may see, since
 * what else somebody is a member of is nobody's business. A type that the policy does not know lies nowhere.
 */
export async function wireResources(
  call: Call,
  type: string,
  ids: readonly string[],
): Promise<(id: string) => WireResource> {
  const found = await findResources(call, type, ids);
  const toWire = trimmer(call);
  return (id) => toWire(found.get(id) ?? { site: call.site.id, type, id });
}

/** Leaves out of resources what the person's own access never asks for and they may not know of. */
export function trimmer(call: Call): (resource: Resource) => WireResource {
  const { access, policy, person } = call;
  const seesAll = mayEverywhere(call, 'people.view', 'user');
  const known = scopesAt(access.snapshot);
  const { resources } = policy.document;
  const isShown = (type: string, id: string, site: string): boolean =>
    !Object.hasOwn(resources, type) ||
    known.has(keyOf(type, id)) ||
    mayDo(access, `${type}s.view`, { site, type, id, within: { [type]: [id] } });
  return ({ site, type, id, within = {}, owner }) => {
    const shown = Object.entries(within).flatMap(([relation, ids]) => {
      const scopeType = resources[type]?.[relation] ?? '';
      const some = ids.filter((one) => (scopeType === type && one === id) || isShown(scopeType, one, site));
      return some.length > 0 ? [[relation, some] as const] : [];
    });
    return {
      site,
      type,
      id,
      ...(shown.length > 0 ? { within: Object.fromEntries(shown) } : {}),
      ...(owner !== undefined && (seesAll || owner === person.id) ? { owner } : {}),
    };
  };
}

const keyOf = (type: string, id: string): string => `${type} ${id}`;

function scopesAt({ assignments, groups }: Call['access']['snapshot']): ReadonlySet<string> {
  const held = assignments.flatMap(({ scopes = {}, except = {} }) =>
    [scopes, except].flatMap((some) =>
      Object.entries(some).flatMap(([type, ids]) => ids.map((id) => keyOf(type, id))),
    ),
  );
  return new Set([...held, ...groups.map(([id]) => keyOf('group', id))]);
}
