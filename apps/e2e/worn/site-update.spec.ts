/** A new build goes online while a page of the old one is open. */
import type { Page } from '@playwright/test';
import { test as base, expect } from '../tests/fixtures.ts';
import { wakeLab } from '../tests/lab-page.ts';
import { startTestServer } from '../tests/server.ts';
import { copySite, type SiteCopy } from './site-copy.ts';
import { pause, reloadAndResume, startTraining, stepOf, untilStep } from './training-lab.ts';

const test = base.extend<object, { site: SiteCopy }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its destructured argument.
    async ({}, use) => {
      const site = await copySite();
      await use(site);
      await site.dispose();
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ site }, use) => {
      const server = await startTestServer(site.folder);
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],
});

test.use({ allowedErrors: /404|Failed to fetch dynamically|MIME type|net::ERR/ });

const news = (page: Page) => page.locator('[data-news="updated"]');

for (const { path, words, lost } of [
  { path: '/lessons/next-token', words: '网站刚刚更新过', lost: '没有载入' },
  { path: '/en/lessons/next-token', words: 'The site was just updated', lost: 'did not load' },
]) {
  test(`${path}: a lab not yet awake says that the site was updated, and the reload it offers mends it`, async ({
    page,
    site,
  }) => {
    await page.goto(path);
    const text = page.locator('form[data-question] input[type="text"]').first();
    await expect(news(page)).toBeHidden();
    await site.update();
    await page.getByTestId('lab-train-live').scrollIntoViewIfNeeded();
    await expect(news(page)).toContainText(words);
    await page.screenshot({ path: `test-results/updated-${path.startsWith('/en') ? 'en' : 'zh'}.png` });
    await news(page).getByRole('button').click();
    await wakeLab(page.getByTestId('lab-train-live'));
    await expect(news(page)).toBeHidden();
    await expect(text).toBeAttached();
  });

  test(`${path}: a lab awake whose worker is gone says so, and nothing written is lost by the reload`, async ({
    page,
    site,
  }) => {
    await page.goto(`${path}?backend=wasm`);
    const lab = page.getByTestId('lab-train-live');
    await wakeLab(lab);
    const answer = page.locator('form[data-question] input[type="text"]').first();
    await answer.scrollIntoViewIfNeeded();
    await expect(page.getByTestId('quiz')).toHaveAttribute('data-source', 'personal');
    await answer.fill('0.25');
    await site.update();
    await lab.getByTestId('start').click();
    await expect(lab.getByTestId('failure')).toContainText(lost);
    await expect(news(page)).toContainText(words);
    await news(page).getByRole('button').click();
    await answer.scrollIntoViewIfNeeded();
    await expect(answer).toHaveValue('0.25');
    await lab.getByTestId('start').click();
    await untilStep(lab, 1);
  });
}

test('a run under way goes on over the update and is continued on the new page', async ({ page, site }) => {
  const lab = await startTraining(page, {});
  await site.update();
  const step = await stepOf(lab);
  await untilStep(lab, step + 10);
  await pause(lab);
  await reloadAndResume(page, lab);
});

test.describe('with the course kept on the device', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a page of the old build keeps working, even after another tab took the new one', async ({
    page,
    context,
    site,
  }) => {
    const done = (tab: Page) => tab.evaluate(() => localStorage.getItem('glassbox.offline'));
    await page.goto('/lessons/next-token?backend=wasm');
    await expect.poll(() => done(page), { timeout: 240_000 }).toMatch(/ zh$/);
    await page.reload();
    const before = await done(page);
    await site.update();
    const fresh = await context.newPage();
    await fresh.goto('/lessons/start');
    await expect.poll(() => done(fresh), { timeout: 240_000 }).not.toBe(before);
    await fresh.close();

    const lab = page.getByTestId('lab-train-live');
    await wakeLab(lab);
    await expect(news(page)).toBeHidden();
    await page.reload();
    await wakeLab(lab);
    await lab.getByTestId('start').click();
    await untilStep(lab, 1);
  });
});
