import { definePolicy, editorViewer, type Policy } from '@provost/authz-core';

/** The policies this server knows. */
export const policies: readonly Policy[] = [definePolicy(editorViewer)];
