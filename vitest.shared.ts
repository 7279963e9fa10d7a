/** What every package's vitest.config.ts shares: reporters that `pnpm test` adds up, and the browser to run in. */
import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { BROWSER_FLAGS, findBrowser } from './scripts/find-browser.ts';

/** `pnpm test` sums the JSON files of all packages. */
export const reporters = ['default', ['json', { outputFile: 'test-results.json' }]] as [
  'default',
  ['json', { outputFile: string }],
];

/** For tests that compute: an end for those that hang, no judge of speed. Three suites at once on two cores take ten times as long as one alone. */
export const COMPUTING_TIMEOUT_MS = 600_000;

/** A vitest project whose test files run inside Chromium, cross-origin isolated, with WebGPU on the CPU. */
export function browserProject(name: string, include: string[]): TestProjectInlineConfiguration {
  const executablePath = findBrowser();
  return {
    server: {
      headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
    },
    test: {
      name,
      include,
      testTimeout: COMPUTING_TIMEOUT_MS,
      hookTimeout: COMPUTING_TIMEOUT_MS,
      browser: {
        enabled: true,
        connectTimeout: COMPUTING_TIMEOUT_MS,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { args: [...BROWSER_FLAGS], ...(executablePath && { executablePath }) },
        }),
        instances: [{ browser: 'chromium' }],
      },
    },
  };
}
