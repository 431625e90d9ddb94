import { defaultClientConditions, defineConfig } from 'vite';
import { minifyTemplates } from './minify-templates.js';

/**
 * What a page without a bundler loads: every element, its tag registered, Lit included. Beside `provost.js` stand the
 * parts it fetches when they are needed: what edits, and other languages.
 */
export default defineConfig({
  base: './',
  plugins: [minifyTemplates()],
  resolve: { conditions: ['source', 'production', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    // The modules that tsc wrote stay.
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: false,
    modulePreload: false,
    rolldownOptions: {
      input: 'src/define.ts',
      preserveEntrySignatures: 'allow-extension',
      output: { format: 'es', entryFileNames: 'provost.js', chunkFileNames: 'provost-[name].js' },
    },
  },
});
