/** Asking the course: quotes that land on their paragraph, the plain word where there is none, and what instructors do about it. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { lessonPassages } from '@glassbox/curriculum/passages';
import type { Page } from '@playwright/test';
import { signInAsAdmin } from './account-page.ts';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { islandOf } from './lab-page.ts';

const PHONE = { width: 390, height: 844 };
const SITE = new URL('../../course/dist/', import.meta.url);

const answerOn = (page: Page) => page.getByTestId('ask-answer');
const stateOn = (page: Page) => page.getByTestId('ask-state');

async function ask(page: Page, question: string): Promise<void> {
  const field = page.locator('#ask-question');
  await expect(islandOf(field)).not.toHaveAttribute('ssr', /.*/);
  await field.fill(question);
  await field.press('Enter');
}

/** Nothing that a page for the blind would stumble over, in both appearances. */
async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOn(page)).toEqual([]);
  }
}

test('every paragraph that can be cited has its address on the built page', async () => {
  for (const [slug, texts] of Object.entries(lessonPassages)) {
    for (const [locale, { blocks }] of Object.entries(texts)) {
      const file = new URL(`${locale === 'zh' ? '' : 'en/'}lessons/${slug}.html`, SITE);
      const page = await readFile(fileURLToPath(file), 'utf8');
      const missing = blocks.flatMap(({ anchor }) => (anchor && !page.includes(`id="${anchor}"`) ? [anchor] : []));
      expect(missing, `${slug} ${locale}`).toEqual([]);
    }
  }
});

test('from a lesson to an answer, to the paragraph it quotes; the answer stays on this device', async ({
  page,
  context,
}) => {
  await page.goto('/lessons/next-token');
  await page.getByRole('link', { name: '就这一课提问' }).click();
  await expect(page.locator('#ask-lesson')).toHaveValue('next-token');
  await ask(page, '每秒50个词元，600个要等多久？');
  await expect(stateOn(page)).toContainText('找到答案');
  await expect(answerOn(page)).toContainText('600个就是12秒');
  await expect(answerOn(page)).toHaveAttribute('data-scope', 'lesson');
  await expectAccessible(page);

  const mark = answerOn(page).locator('.text p', { hasText: '600个就是12秒' }).getByRole('link').first();
  await mark.focus();
  await expect(page.getByRole('tooltip')).toContainText('600个就是12秒');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await mark.click();
  await expect(page).toHaveURL(/\/lessons\/next-token#p-[0-9a-f]{8}$/);
  const cited = page.locator(':target');
  await expect(cited).toContainText('600个就是12秒');
  await expect(cited).toBeInViewport();

  await page.goto('/ask');
  const earlier = page.getByTestId('ask-history').getByRole('button', { name: /每秒50个词元/ });
  await expect(earlier).toBeVisible();
  await context.setOffline(true);
  await ask(page, '温度是什么？');
  await expect(stateOn(page)).toContainText('现在没有网络');
  await earlier.click();
  await expect(answerOn(page)).toContainText('600个就是12秒');
  await context.setOffline(false);
});

test('what was typed before the page’s script came is asked once it is there', async ({ page }) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(/AskCourse/, async (route) => {
    await released;
    await route.continue();
  });
  const field = page.locator('#ask-question');

  await page.goto('/ask', { waitUntil: 'commit' });
  await field.fill('温度是什么？');
  await field.press('Enter');
  release();
  await expect(answerOn(page)).toContainText('温度');
  await expect(field).toHaveValue('温度是什么？');
});

test('a question sent without any script is still in the field where it comes back', async ({ page }) => {
  await page.route(/AskCourse/, (route) => route.abort());
  await page.goto('/en/ask', { waitUntil: 'commit' });
  await page.locator('#ask-question').fill('What is temperature?');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(page).toHaveURL(/\/en\/ask\?q=What\+is\+temperature/);
  await page.unrouteAll();
  await page.reload();
  await expect(page.locator('#ask-question')).toHaveValue('What is temperature?');
});

test('every suggested question has an answer, and a phone shows it without sideways scrolling', async ({ page }) => {
  await page.setViewportSize(PHONE);
  for (const path of ['/ask', '/en/ask', '/en/ask?lesson=next-token']) {
    await page.goto(path);
    const suggestions = page.locator('.suggestions button');
    await expect(suggestions.first()).toBeVisible();
    for (const question of await suggestions.allTextContents()) {
      await ask(page, question);
      await expect(answerOn(page).getByRole('heading', { level: 2 })).toHaveText(question);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  }
});

test.describe('what the course does not say', () => {
  test.use({ allowedErrors: /status of 404/ });

  test('reaches instructors, whose document answers it from then on', async ({ page, browser, server }) => {
    await page.goto('/en/ask');
    await ask(page, 'How many carp live in the campus pond?');
    await expect(stateOn(page)).toContainText('The course doesn’t say');
    await expectAccessible(page);

    const context = await browser.newContext({ baseURL: server.url, locale: 'en' });
    const desk = await context.newPage();
    await desk.goto('/en/teach/ask');
    await expect(desk.locator('.teach')).toContainText('These pages are for instructors');
    await desk.goto('/en/account');
    await signInAsAdmin(desk, server);
    await desk.goto('/en/teach/ask');
    const row = desk.getByTestId('unanswered').getByRole('row', { name: /carp/ });
    await expect(row).toContainText('1');
    const pond = 'The campus pond is home to 417 carp. Feeding them is forbidden.';
    const file = (text: string) => ({ name: 'pond.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await desk.locator('#document-file').setInputFiles(file(pond));
    await desk.locator('#document-title').fill('Pond rules');
    await desk.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(desk.getByTestId('documents-state')).toContainText('“Pond rules” was added.');
    await row.getByRole('button', { name: 'Mark as handled' }).click();
    await expect(row).toHaveCount(0);
    await expectAccessible(desk);

    await ask(page, 'How many carp live in the campus pond?');
    await expect(answerOn(page)).toContainText('417 carp');
    await answerOn(page).getByRole('link', { name: 'Source 1' }).first().click();
    await expect(page.getByTestId('document').locator('.cited')).toContainText('417 carp');
    await expectAccessible(page);

    await desk.getByTestId('documents').getByRole('button', { name: 'Remove' }).click();
    await desk.getByRole('button', { name: 'Remove it' }).click();
    await expect(desk.getByTestId('documents-state')).toContainText('was removed');
    await page.reload();
    await expect(page.getByRole('main')).toContainText('no longer here');
    await context.close();
  });
});
