/**
 * The built site in a real browser, one worker: the tests share two cores with the training that they watch, and with the other
 * suites. What measures, trains on every core or starts whole servers comes last.
 */
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/find-browser.ts';

const executablePath = findBrowser();
const LAST = /tests.(bench|smooth|start|training)\.spec\.ts$/;

export default defineConfig({
  testDir: 'tests',
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  projects: [
    { name: 'pages', testIgnore: LAST },
    { name: 'last', testMatch: LAST, dependencies: ['pages'] },
  ],
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
