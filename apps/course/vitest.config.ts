import { defineConfig } from 'vitest/config';
import { reporters } from '../../vitest.shared.ts';

export default defineConfig({
  test: {
    reporters,
    testTimeout: 60_000,
    isolate: false,
    include: [
      'src/**/*.test.ts',
      'authoring/**/*.test.ts',
      '{after-paint,stylesheets,islands}/**/*.test.ts',
      'test/**/*.test.ts',
    ],
  },
});
