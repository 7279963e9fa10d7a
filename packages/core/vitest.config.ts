import { defineConfig } from 'vitest/config';
import { browserProject, COMPUTING_TIMEOUT_MS, reporters } from '../../vitest.shared.ts';

const browserTests = ['test/browser.test.ts', 'src/browser/**/*.test.ts'];
const packageTests = ['test/package/*.test.ts'];
/** What chooses a backend needs a process in which none is chosen yet. */
const backendTests = ['src/backend/**/*.test.ts'];
const browser = browserProject('core in Chromium', browserTests);

export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        test: {
          name: 'core in Node',
          testTimeout: COMPUTING_TIMEOUT_MS,
          hookTimeout: COMPUTING_TIMEOUT_MS,
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...browserTests, ...packageTests, ...backendTests],
          isolate: false,
        },
      },
      {
        test: {
          name: 'core in Node, backends',
          testTimeout: COMPUTING_TIMEOUT_MS,
          hookTimeout: COMPUTING_TIMEOUT_MS,
          include: backendTests,
        },
      },
      // Packed, installed and built as a stranger would: against dist, so a build comes first.
      {
        test: {
          name: 'core as a package',
          testTimeout: COMPUTING_TIMEOUT_MS,
          hookTimeout: COMPUTING_TIMEOUT_MS,
          include: packageTests,
        },
      },
      {
        ...browser,
        // Known at the start: a dependency found later makes Vite reload the page in the middle of a test.
        optimizeDeps: {
          include: [
            '@huggingface/tokenizers',
            '@tensorflow/tfjs-core',
            '@tensorflow/tfjs-backend-cpu',
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-webgpu',
            'htmlparser2',
            'markdown-it',
            'stemmer',
            'unpdf',
            'zod',
          ],
        },
      },
    ],
  },
});
