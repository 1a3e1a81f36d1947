/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const config: Config = {
  globalSetup: '<rootDir>/test/support/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/jest-global-teardown.mjs',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
  roots: ['<rootDir>/test', '<rootDir>/plugins'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^byom/sdk$': '<rootDir>/src/sdk/index.ts',
    '^byom/sdk/audits$': '<rootDir>/src/sdk/audits/provider-audits.ts',
    '^byom/openai-compatible$': '<rootDir>/src/openai-compatible/openai-compatible.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testTimeout: 30_000,
  // Two also where there are two cores: much of a test's time is somebody else's.
  maxWorkers: 2,
  // Jest lets go of too little of what a file loaded: a new worker is quicker than one that collects garbage.
  workerIdleMemoryLimit: '1500MB',
};
export default config;
