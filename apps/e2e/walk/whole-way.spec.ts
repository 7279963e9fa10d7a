/**
 * One learner's whole way, from the first page without a name to a certificate that somebody else verifies: every lesson read, every lab run, every question and
 * experiment done, the capstone written, an account by a code from a mail. Nothing goes past the pages.
 */
import { readFile } from 'node:fs/promises';
import { lessons } from '@glassbox/curriculum/public';
import { rightResponse } from '@glassbox/quiz/score';
import type { Page } from '@playwright/test';
import { accountOn, signIn } from '../tests/account-page.ts';
import { expect, test } from '../tests/fixtures.ts';
import { shownQuestions } from '../tests/quiz-page.ts';
import { answer, expectFeedback } from './answers.ts';
import { handIn } from './experiments.ts';
import { mouse } from './hand.ts';
import { addressOf, LABS, runLab } from './lab-runs.ts';

const READY = lessons.filter(({ status }) => status === 'ready').map(({ slug }) => slug);
const EMAIL = 'xiaoman@example.org';
const NAME = '林小满';
const SCREEN_PX = 700;

interface Progress {
  lessons: { slug: string; state: 'new' | 'started' | 'done' }[];
  course: { lessonsDone: number };
}

/** Reads a page as one reads: down to its end. */
async function read(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += SCREEN_PX) await page.mouse.wheel(0, SCREEN_PX);
  await expect(page.locator('main')).toBeVisible();
}

async function doLesson(page: Page, lesson: string): Promise<void> {
  await page.goto(`${addressOf(lesson, 'zh')}?backend=wasm`);
  await read(page);
  for (const { lab } of LABS.filter((each) => each.lesson === lesson))
    await test.step(`lab ${lab}`, () => runLab(page, { lab, hand: mouse }));
  for (const question of await shownQuestions(page, lesson)) {
    await test.step(`${question.id} (${question.kind})`, async () => {
      if (question.kind === 'experiment') return handIn(page, question.id, 'right');
      const response = rightResponse(question);
      await answer(page, mouse, question, response);
      // A prediction that the lab above has already answered is told how close it came instead.
      if (question.kind !== 'prediction') await expectFeedback(page, 'zh', question, response);
    });
  }
}

/** The capstone: the page that the learner writes about a launch of their own, taken home as a file. */
async function writePlan(page: Page): Promise<void> {
  const lab = page.getByTestId('lab-launch-plan');
  await lab.getByTestId('checked').fill('200');
  await lab.getByTestId('checked').blur();
  await lab.getByTestId('wrong').fill('6');
  await lab.getByTestId('wrong').blur();
  const fields = lab.locator('[data-testid^="text-"]');
  expect(await fields.count()).toBeGreaterThan(2);
  for (const [index, field] of (await fields.all()).entries())
    await field.fill(`退换货客服，第${index + 1}段：先给内部同事用一周。`);
  await expect(lab.getByTestId('missing')).not.toContainText('还缺');
  const downloading = page.waitForEvent('download');
  await lab.getByTestId('download').click();
  expect(await readFile(await (await downloading).path(), 'utf8')).toContain('退换货客服');
}

test('anonymous, every lesson with its labs, questions and experiments, the capstone, an account, a certificate, a stranger who verifies it', async ({
  page,
  browser,
  server,
}) => {
  test.setTimeout(7_200_000);
  await page.goto('/');
  await page.locator('a.begin').click();
  await expect(page).toHaveURL(/\/lessons\/start$/);
  for (const lesson of READY) await test.step(lesson, () => doLesson(page, lesson));
  await test.step('capstone', () => writePlan(page));

  await page.goto('/account');
  await expect(accountOn(page)).toHaveAttribute('data-view', 'anonymous');
  await signIn(page, server, EMAIL);
  const progress: Progress = await page.evaluate(() => fetch('/api/progress').then((response) => response.json()));
  expect(progress.lessons.filter(({ slug, state }) => READY.includes(slug) && state !== 'done')).toEqual([]);
  expect(progress.course.lessonsDone).toBe(READY.length);

  await page.goto('/me');
  const part = page.locator('[data-part="certificate"]');
  await part.getByLabel('证书上印的名字').fill(NAME);
  await part.getByRole('button', { name: '领取证书' }).click();
  await part.getByRole('link', { name: '打开证书' }).click();
  await expect(page.locator('.certificate')).toHaveAttribute('data-state', 'valid');

  const strangers = await browser.newContext({ locale: 'en', baseURL: server.url });
  const stranger = await strangers.newPage();
  await stranger.goto(`/en${new URL(page.url()).pathname}`);
  await expect(stranger.locator('.standing')).toContainText('Valid');
  await expect(stranger.locator('.sheet')).toContainText(NAME);
  await expect(stranger.locator('.certificate li.passed')).toHaveCount(5);
  await strangers.close();
});
