import { defaultClientConditions, defineConfig } from 'vite';
import { minifyTemplates } from './minify-templates.js';

/** The one file that a page without a bundler loads: every element, its tag registered, Lit included. */
export default defineConfig({
  plugins: [minifyTemplates()],
  resolve: { conditions: ['source', 'production', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    // The modules that tsc wrote stay.
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: false,
    rolldownOptions: {
      input: 'src/define.ts',
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: 'provost.js', codeSplitting: false },
    },
  },
});
