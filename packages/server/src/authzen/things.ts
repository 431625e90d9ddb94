import type { Resource } from '@provost/authz-core';
import type { Call } from '../requests/call.js';
import { findResources } from '../resources/find-resources.js';
import type { Entity } from './entities.js';

/** A resource that was named in a question, and whether there is one. */
export interface Thing {
  readonly resource: Resource;
  readonly isKnown: boolean;
}

/** Looks up what questions name. */
export type Things = (entity: Entity) => Thing;

/** Of these the server knows all that there are: nobody tells it where they lie. */
const OWN = new Set(['site', 'user', 'group']);

/** Reads the resources that questions name, one query a type. */
export async function thingsOf(call: Call, entities: readonly Entity[]): Promise<Things> {
  const ids = new Map<string, Set<string>>();
  for (const { type, id } of entities) ids.set(type, (ids.get(type) ?? new Set()).add(id));
  const found = new Map<string, Map<string, Resource>>();
  for (const [type, some] of ids) found.set(type, await findResources(call, type, [...some]));
  return (entity) => {
    const { type, id, properties: { within, owner } = {} } = entity;
    const stored = found.get(type)?.get(id);
    if (stored) return { resource: stored, isKnown: true };
    const resource: Resource = { site: call.site.id, type, id };
    if (OWN.has(type) || (!within && owner === undefined)) return { resource, isKnown: false };
    return {
      resource: { ...resource, ...(within ? { within } : {}), ...(owner === undefined ? {} : { owner }) },
      isKnown: true,
    };
  };
}
