/** Keeps what a host page can use: no private members, no `@internal`, no state of ours. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest }) {
    const isPublic = ({ name = '', privacy, description = '' }) =>
      !name.startsWith('#') &&
      privacy !== 'private' &&
      privacy !== 'protected' &&
      !description.includes('@internal');
    // The analyzer takes files as they come from the disk, which is not always the same way.
    customElementsManifest.modules.sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const { declarations } of customElementsManifest.modules) {
      for (const declaration of declarations) {
        if (declaration.members) declaration.members = declaration.members.filter(isPublic);
      }
    }
  },
};

/** Says by which tag each element is registered: `define.ts` does so in a loop, which the analyzer cannot read. */
const tagged = {
  name: 'tagged',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations } of customElementsManifest.modules) {
      for (const declaration of declarations) {
        if (!declaration.customElement) continue;
        declaration.tagName ??= declaration.name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
      }
    }
  },
};

export default {
  globs: ['src/**/*.ts'],
  exclude: ['src/**/*.test.ts'],
  outdir: 'dist/manifest',
  litelement: true,
  packagejson: false,
  plugins: [publicOnly, tagged],
};
