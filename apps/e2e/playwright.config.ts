/**
 * The built site in a real browser, one test at a time: the tests share two cores with the training that they watch, and with the other
 * suites. What needs no browser goes on beside them. What measures, trains on every core or starts whole servers comes last, alone.
 */
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/find-browser.ts';

const executablePath = findBrowser();
const LAST = /tests.(bench|smooth|start|training)\.spec\.ts$/;
const FILES = /tests.(built-pages|secrets)\.spec\.ts$/;

export default defineConfig({
  testDir: 'tests',
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  projects: [
    { name: 'files', testMatch: FILES, workers: 1 },
    { name: 'pages', testIgnore: [LAST, FILES], workers: 1 },
    { name: 'last', testMatch: LAST, workers: 1, dependencies: ['files', 'pages'] },
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
