/** Playwright's `test` with a server per worker and a page that fails the test on any script error or outside request. */
import { test as base, expect } from '@playwright/test';
import { startTestServer, type TestServer } from './server.ts';

export { expect };

interface TestFixtures {
  /** Console errors that a test provokes on purpose; the default is a network taken away. */
  allowedErrors: RegExp;
  /** Messages of level error and uncaught exceptions that the page has produced; asserted empty after each test. */
  pageErrors: string[];
}

export const test = base.extend<TestFixtures, { server: TestServer }>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its destructured argument.
    async ({}, use) => {
      const server = await startTestServer();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
  allowedErrors: [/net::ERR_/, { option: true }],
  baseURL: async ({ server }, use) => use(server.url),
  pageErrors: [
    async ({ page, server, allowedErrors }, use) => {
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error' && !allowedErrors.test(message.text())) errors.push(message.text());
      });
      page.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== server.url)
          errors.push(`request to a third party: ${request.url()}`);
      });
      await use(errors);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});
