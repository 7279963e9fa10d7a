/** What every package's vitest.config.ts shares: reporters that `pnpm test` adds up, and the browser to run in. */
import { playwright } from '@vitest/browser-playwright';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { BROWSER_FLAGS, findBrowser } from './scripts/find-browser.ts';

/** `pnpm test` sums the JSON files of all packages. */
export const reporters = ['default', ['json', { outputFile: 'test-results.json' }]] as [
  'default',
  ['json', { outputFile: string }],
];

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
      testTimeout: 120_000,
      hookTimeout: 120_000,
      browser: {
        enabled: true,
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
