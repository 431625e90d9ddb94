import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { minify } from 'terser';
import { minifyTemplates } from './minify-templates.js';

/**
 * What a page without a bundler loads: every element, its tag registered, Lit included. Beside `provost.js` stand the
 * parts it fetches when they are needed: what edits, and other languages.
 */
export default defineConfig({
  base: './',
  // what it reads there tells a library that this is no test
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [minifyTemplates(), minifyAgain()],
  resolve: { conditions: ['source', 'production', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    // The modules that tsc wrote stay.
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: false,
    // A library's build: Vite adds no preloading of its own.
    lib: { entry: { provost: 'src/define.ts' }, formats: ['es'] },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      // its index pulls in the set-up of languages, which a page that stays in English never runs
      treeshake: { moduleSideEffects: [{ test: /@lit\/localize/, sideEffects: false }] },
      output: {
        format: 'es',
        entryFileNames: 'provost.js',
        chunkFileNames: 'provost-[name].js',
        minify: true,
      },
    },
  },
});

/** What Vite's own minifier leaves: some hundred bytes of a page. It has no say in a library's build. */
function minifyAgain(): Plugin {
  return {
    name: 'minify-again',
    async generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const compress = { passes: 3, unsafe_arrows: true, unsafe_comps: true, keep_fargs: false };
        // the second time it finds what the first has laid open
        for (const options of [compress, compress]) {
          const { code } = await minify(chunk.code, { module: true, ecma: 2020, compress: options });
          chunk.code = code ?? chunk.code;
        }
      }
    },
  };
}
