/**
 * The built site in a real browser. Two workers, each with a server of its own, go through the pages; what measures, trains on
 * every core or starts whole servers comes afterwards and alone.
 */
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/find-browser.ts';

const executablePath = findBrowser();
const ALONE = /(bench|smooth|start|training)\.spec\.ts$/;

export default defineConfig({
  testDir: 'tests',
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  projects: [
    { name: 'pages', testIgnore: ALONE },
    { name: 'alone', testMatch: ALONE, workers: 1, dependencies: ['pages'] },
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
