// Registers every element under its own name; import the classes from the index to choose other names.
import { AccessGate } from './access/access-gate.js';
import { AccessProvider } from './access/access-provider.js';
import type { Locales, Localization } from './localization/localization.js';
import { GroupPermissions } from './group-permissions/group-permissions.js';

declare global {
  interface HTMLElementTagNameMap {
    'access-provider': AccessProvider;
    'access-gate': AccessGate;
    'group-permissions': GroupPermissions;
  }
}

// the provider first: elements that are in the page already ask it for its contexts as they are upgraded
const elements = {
  'access-provider': AccessProvider,
  'access-gate': AccessGate,
  'group-permissions': GroupPermissions,
};

for (const [tag, element] of Object.entries(elements)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}

/** `localizeProvost` of the index, for a page without a bundler: what it takes is loaded at the first call. */
export const localizeProvost = async (more?: Locales): Promise<Localization> =>
  (await import('./localization/localization.js')).localizeProvost(more);
