import { Places, type Policy, type Resource } from '@provost/authz-core';

class Treeless extends Places {
  override read(resource: Resource, ...more: [relations?: readonly number[], give?: boolean]) {
    if (Object.values(resource.within ?? {}).some((ids) => ids.length > 0))
      throw new Error('Ask for filters alone: the tree was not read');
    return super.read(resource, ...more);
  }
}

/**
 * Numbers for an access whose tree was not read, since its filters need none: the database has the paths. Whatever is
 * decided about a thing that lies somewhere is no: with the tree unknown, so would be what an exception leaves out.
 */
export const withoutTree = (policy: Policy, site: string): Places => new Treeless(policy, site, []);
