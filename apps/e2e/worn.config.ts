/**
 * What a learner's laptop does to a page over a day: minutes in the background, sleep, a lost GPU, a full disk, a second tab, an
 * update of the site. Minutes long, so `pnpm test` leaves it out: `pnpm --filter @glassbox/e2e worn`. WORN_MINUTES=30 trains half an hour.
 */
import { defineConfig } from '@playwright/test';
import base from './playwright.config.ts';

const MINUTES = Number(process.env.WORN_MINUTES ?? '1');

export default defineConfig({
  ...base,
  workers: 1,
  testDir: 'worn',
  projects: [{ name: 'worn' }],
  timeout: (MINUTES + 8) * 60_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: 'worn-results.json' }]],
});
