import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'examples/', '.automl/', 'test/.work/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  {
    // The doors are the only readers of the process's world.
    files: ['src/**/*.ts'],
    ignores: ['src/cli.ts', 'src/action.ts', 'src/world.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only the doors read the environment; take it as an argument.' },
        { object: 'process', property: 'exit', message: 'Only the doors end the process.' },
        { object: 'process', property: 'argv', message: 'Only the doors read argv.' },
        { object: 'Date', property: 'now', message: 'Take a clock as an argument.' },
      ],
    },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['*.config.js', 'scripts/strip-types.js'], rules: { 'no-restricted-exports': 'off' } },
);
