import { defineConfig } from 'vitest/config';
import { browserProject, COMPUTING_TIMEOUT_MS, reporters } from '../../vitest.shared.ts';

const browser = browserProject('kernels (browser)', ['test/**/*.browser.test.ts']);
const tfjs = ['core', 'backend-cpu', 'backend-wasm', 'backend-webgpu'].map((name) => `@tensorflow/tfjs-${name}`);

export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        test: {
          name: 'kernels (node)',
          testTimeout: COMPUTING_TIMEOUT_MS,
          hookTimeout: COMPUTING_TIMEOUT_MS,
          include: ['src/**/*.test.ts', 'test/**/*.node.test.ts'],
        },
      },
      // Bundled up front: a dependency found late makes vite reload the page under a running test.
      { ...browser, optimizeDeps: { include: tfjs } },
    ],
  },
});
