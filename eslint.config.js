// @ts-check
import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import * as wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import ts from 'typescript-eslint';

const wcRules = (wc.default ?? wc).configs['flat/recommended'];

// Who imports whom, cycles and file names are held by scripts/check-tree.mjs.
export default defineConfig(
  globalIgnores(['**/dist', '**/generated', 'data', 'test-results', '**/storybook-static']),
  js.configs.recommended,
  {
    rules: {
      'max-lines': ['error', 400],
      'max-params': ['error', 4],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A handler may be async: the platform's listeners take it, and its own errors are caught inside.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['packages/components/src/**/*.ts', 'stories/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wcRules],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      // It cannot see a name that is bound; axe reads the real one in every story.
      'lit-a11y/accessible-name': 'off',
    },
  },
  {
    files: ['packages/authz-core/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      // Pure: time is an argument, and nothing comes in from outside.
      'no-restricted-globals': ['error', 'performance', 'process', 'fetch', 'window', 'document', 'console'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random' },
        { object: 'Date', property: 'now' },
      ],
      'no-restricted-syntax': ['error', 'NewExpression[callee.name="Date"][arguments.length=0]'],
    },
  },
  {
    files: ['**/*.mjs', '*.js'],
    languageOptions: {
      globals: globals('console process URL performance Buffer setTimeout clearTimeout fetch'),
    },
  },
  {
    // The measured loops pass numbers, as what they are measured against does.
    files: ['bench/**/*.mjs'],
    rules: { 'max-params': 'off' },
  },
  {
    // What a host page would write: a script of a page, on the platform's own globals.
    files: ['examples/**/*.js'],
    languageOptions: {
      globals: globals(
        'console document window location history navigator localStorage sessionStorage matchMedia innerWidth ' +
          'innerHeight addEventListener customElements fetch URL URLSearchParams CustomEvent FormData Option setTimeout',
      ),
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts', 'stories/**/*.ts'],
    rules: {
      // What came as JSON, or from a story's canvas, is held by the assertion itself.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // chai's assertion has a `then` only for those that wait.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafePromises: [{ from: 'package', name: 'Assertion', package: '@types/chai' }] },
      ],
      // chai asserts by getter: expect(x).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
);

function globals(names) {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'readonly']));
}
