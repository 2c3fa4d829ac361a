/** One configuration for every suite; the npm scripts name the folder. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.js' },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Only for what hangs: a machine that does other work too takes its time.
  testTimeout: 60_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/test/.work/'],
};
