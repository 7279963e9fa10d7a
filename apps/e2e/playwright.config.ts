/** The built site in a real browser, one worker: the tests share two cores with the training that they watch. */
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/find-browser.ts';

const executablePath = findBrowser();

export default defineConfig({
  testDir: 'tests',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: 'test-results.json' }]],
  outputDir: 'test-results',
  use: {
    locale: 'zh-CN',
    trace: 'off',
    // What it answers no test can route or take away; offline.spec.ts lets it in.
    serviceWorkers: 'block',
    launchOptions: { args: [...BROWSER_FLAGS], ...(executablePath && { executablePath }) },
  },
});
