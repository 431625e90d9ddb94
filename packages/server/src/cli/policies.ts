import * as core from '@provost/authz-core';

/** The policies this server knows: every one that the core ships. */
export const policies: readonly core.Policy[] = Object.values<unknown>(core)
  .filter(isDocument)
  .map((document) => core.definePolicy(core.withOperations(document)));

function isDocument(value: unknown): value is core.PolicyDocument {
  return typeof value === 'object' && value !== null && 'id' in value && 'roles' in value;
}
