/** Keeps what a host page can use: no private members, no `@internal`, no state of ours. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest }) {
    const isPublic = ({ name = '', privacy, description = '' }) =>
      !name.startsWith('#') &&
      privacy !== 'private' &&
      privacy !== 'protected' &&
      !description.includes('@internal');
    for (const { declarations } of customElementsManifest.modules) {
      for (const declaration of declarations) {
        if (declaration.members) declaration.members = declaration.members.filter(isPublic);
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
  plugins: [publicOnly],
};
