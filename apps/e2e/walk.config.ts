/**
 * The long proofs, which `pnpm test` has no room for: `pnpm --filter @glassbox/e2e walk`. One file per proof; `walk labs -g webgpu` picks from them.
 */
import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

const { projects: _, ...shared } = config;

export default defineConfig({
  ...shared,
  workers: 1,
  use: { ...shared.use, actionTimeout: 120_000 },
  testDir: 'walk',
  timeout: 2_400_000,
  // The computer may be busy with other work.
  expect: { timeout: 90_000 },
  reporter: [['list'], ['json', { outputFile: 'walk-results.json' }]],
  outputDir: 'test-results/walk',
});
