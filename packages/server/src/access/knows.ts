import { mayDo, permissionsFor, type Resource } from '@provost/authz-core';
import type { Call } from '../requests/call.js';
import { isAskedOn } from './operations.js';
import { findResources } from '../resources/find-resources.js';
import { namesOf, type Named } from '../resources/names.js';

/** The operation by which one sees things of a type. */
const viewing = (type: string): string => (type === 'user' ? 'people.view' : `${type}s.view`);

/** May the person know of this thing: see what it is called? Of oneself, and of the site one is on, always. */
export function knows(call: Call, resource: Resource): boolean {
  const { access, policy, person } = call;
  const { type, id } = resource;
  if (type === 'site' || (type === 'user' && id === person.id)) return true;
  const operation = viewing(type);
  if (type === 'user' && isAskedOn(call, 'members.view', 'user') && mayDo(access, 'members.view', resource))
    return true;
  const isThere = permissionsFor(policy, operation).some((one) => policy.permissions.has(one));
  if (isThere) return mayDo(access, operation, resource);
  // what has no permission of its own is seen in groups, by whoever sees what is in any
  return (type === 'course' || type === 'e-folder') && mayDo(access, 'content.view');
}

/** What something is called, where it may be said. */
export type NameOf = (type: string, id: string) => string | undefined;

/** What things are called, of those that the person may know of. */
export async function knownNames(call: Call, wanted: readonly Named[]): Promise<NameOf> {
  const types = [...new Set(wanted.map(({ type }) => type))];
  const known: Named[] = [];
  for (const type of types) {
    const ids = wanted.filter((one) => one.type === type).map(({ id }) => id);
    const found = await findResources(call, type, [...new Set(ids)]);
    for (const resource of found.values()) if (knows(call, resource)) known.push(resource);
    // a policy may speak of no courses, and still have them in groups
    if (type === 'course' || type === 'e-folder') {
      if (!call.policy.types.has(type) && mayDo(call.access, 'content.view'))
        known.push(...ids.map((id) => ({ type, id })));
    }
  }
  const nameOf = await namesOf(call, known);
  const keys = new Set(known.map(({ type, id }) => `${type} ${id}`));
  return (type, id) => (keys.has(`${type} ${id}`) ? nameOf(type, id) : undefined);
}
