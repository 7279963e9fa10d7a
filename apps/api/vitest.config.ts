import { defineConfig } from 'vitest/config';
import { COMPUTING_TIMEOUT_MS, reporters } from '../../vitest.shared.ts';

export default defineConfig({
  test: {
    reporters,
    globalSetup: 'test/global-setup.ts',
    maxWorkers: 2,
    // Loading the whole app anew for every file was a quarter of the run; no test changes what a module holds.
    isolate: false,
    testTimeout: COMPUTING_TIMEOUT_MS,
    // A cold PGlite takes some seconds, more when both cores are busy.
    hookTimeout: COMPUTING_TIMEOUT_MS,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
  },
});
