import * as core from '@provost/authz-core';

/** The policies this server knows: every one that the core ships. */
export const policies: readonly core.Policy[] = Object.values(core)
  .filter(isDocument)
  // the core's own tests have checked them
  .map((document) => core.loadPolicy(document));

function isDocument(value: unknown): value is core.PolicyDocument {
  return typeof value === 'object' && value !== null && 'id' in value && 'roles' in value;
}
