/** Progress as a learner sees it: a missed question comes back, reading resumes, a certificate is verified by a stranger. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCatalogue, type RunningServer, startServer } from '@glassbox/api';
import { lessons } from '@glassbox/curriculum/public';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { rightResponse, type SecretQuestion } from '@glassbox/quiz/score';
import type { Page } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { expectPhase, fillRight, fillWrong, questionsOf, submit } from './quiz-page.ts';

const MINUTE_MS = 60_000;
const LESSON = 'start';
const SITE = fileURLToPath(new URL('../../course/dist', import.meta.url));
const NOBODY = '11111111-2222-4333-8444-555555555555';

/** Both appearances have no axe violation and fit a phone. */
async function expectSound(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOn(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.setViewportSize({ width: 1280, height: 720 });
}

/** The real server with a course of one lesson, so that a learner can be done with all of it. */
async function startSmallCourse(): Promise<RunningServer & { folder: string }> {
  const quiz = secretQuizzes[LESSON];
  const lesson = lessons.find(({ slug }) => slug === LESSON);
  if (!quiz || !lesson) throw new Error(`startSmallCourse: there is no lesson ${LESSON}`);
  const folder = await mkdtemp(join(tmpdir(), 'glassbox-e2e-small-'));
  const catalogue = createCatalogue([lesson], { [LESSON]: quiz });
  const options = { host: 'localhost', port: 0, dataDir: join(folder, 'data'), siteDir: SITE, catalogue };
  return { ...(await startServer({ ...options, log: () => undefined })), folder };
}

/** Does the lesson, right, through the API: answering on the page is what the other specs show. */
async function doTheLesson(page: Page): Promise<void> {
  const answers = (secretQuizzes[LESSON]?.questions ?? []).map((question) => ({
    lesson: LESSON,
    questionId: question.id,
    questionVersion: question.version,
    response: rightResponse(question),
  }));
  const labs = lessons.find(({ slug }) => slug === LESSON)?.labs ?? [];
  const refused = await page.evaluate(
    async ({ answers, activities }) => {
      const post = (path: string, body: object) =>
        fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...body, idempotencyKey: crypto.randomUUID() }),
        });
      await fetch('/api/learner');
      const answeredAt = new Date().toISOString();
      const responses = [];
      for (const answer of answers) responses.push(await post('/api/attempts', { ...answer, answeredAt }));
      for (const activity of activities) responses.push(await post('/api/activities', activity));
      return responses.filter(({ ok }) => !ok).length;
    },
    { answers, activities: labs.map((lab) => ({ lesson: LESSON, activity: 'lab-finished', lab })) },
  );
  expect(refused).toBe(0);
}

/** Answers a question wrong twenty minutes ago, without a network; the answer arrives now. Reviews go by when it was given. */
async function missEarlier(page: Page, question: SecretQuestion): Promise<void> {
  await page.clock.setFixedTime(Date.now() - 20 * MINUTE_MS);
  await page.goto('/lessons/start');
  await fillWrong(page, question);
  await page.context().setOffline(true);
  await submit(page, question);
  await expectPhase(page, question, 'kept');
  await page.clock.setFixedTime(Date.now());
  await page.context().setOffline(false);
  await expectPhase(page, question, 'wrong');
}

test('a missed question makes its objective due, a review asks another one of it, also offline, and counts it once', async ({
  page,
  context,
}) => {
  const [missed, other] = questionsOf('start');
  if (!missed || !other) throw new Error('start has fewer than two questions');
  expect(other.public.objective).toBe(missed.public.objective);
  await missEarlier(page, missed);

  await page.goto('/me');
  const review = page.locator('[data-part="review"]');
  await expect(review).toContainText('有1个知识点该复习了');
  await expect(page.locator('[data-part="mastery"]')).toContainText('不稳');
  await page.locator('[data-part="mastery"] summary').click();
  await expect(page.locator('[data-part="mastery"] table')).toContainText('1次作答');
  await expectSound(page);
  await review.getByRole('link').click();

  await expect(page.locator('[data-view="asking"]')).toBeVisible();
  await expectSound(page);
  await context.setOffline(true);
  await fillRight(page, other);
  await submit(page, other);
  await expectPhase(page, other, 'kept');
  await page.getByRole('button', { name: '看结果' }).click();
  await expect(page.locator('[data-summary]')).toContainText('1题的答案存在这台设备上');
  await context.setOffline(false);
  await expect(page.locator('[data-summary]')).toContainText('1题里答对1题');

  const cards = () => page.evaluate(() => fetch('/api/review').then((response) => response.json()));
  await expect.poll(async () => (await cards()).cards[0]?.reps).toBe(2);
  const [card] = (await cards()).cards;
  expect(Date.parse(card.due) - Date.now()).toBeGreaterThan(12 * 60 * MINUTE_MS);
  await page.goto('/review');
  await expect(page.locator('[data-view="none"]')).toContainText('现在没有要复习的');

  // Missed again within the hour: the card is taken along and asked while the server is away.
  const third = questionsOf('start').find(({ kind, id }) => kind === 'single-choice' && id !== missed.id);
  if (!third) throw new Error('start has no second single-choice question');
  await missEarlier(page, third);
  await page.goto('/me');
  await expect(page.locator('[data-part="review"]')).toContainText('有1个知识点该复习了');
  await page.route('**/api/review', (route) => route.abort());
  await page.goto('/review');
  await expect(page.locator('[data-view="asking"]')).toContainText('现在没有网络');
});

test('reading resumes at the section where it stopped, on the home page, in my learning and on another device', async ({
  page,
  browser,
  context,
}) => {
  await page.clock.install();
  const awake = page.waitForRequest('**/api/progress');
  await page.goto('/en/lessons/next-token');
  await awake;
  await page.evaluate(() => fetch('/api/learner'));
  // A glance is not reading: the place counts after some seconds on the page.
  await page.clock.fastForward(6_000);
  await page.locator('[data-section="product"]').scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('glassbox-place'))).toContain('"section":"product"');
  await page.goto('/en');
  await expect(page.locator('[data-continue]')).toHaveAttribute('href', '/en/lessons/next-token#product');
  await expect(page.locator('[data-continue-lesson]')).toHaveText('The next token');

  const other = await browser.newContext({ storageState: { ...(await context.storageState()), origins: [] } });
  const device = await other.newPage();
  await expect
    .poll(async () => {
      await device.goto(new URL('/', page.url()).href);
      return device.locator('[data-continue]').getAttribute('href');
    })
    .toBe('/lessons/next-token#product');
  await other.close();
});

test('a learner who is done gets a certificate; a stranger verifies it, downloads it, and sees it withdrawn', async ({
  browser,
}) => {
  const server = await startSmallCourse();
  const learners = await browser.newContext({ baseURL: server.url });
  const strangers = await browser.newContext({ locale: 'en', baseURL: server.url });
  try {
    const page = await learners.newPage();
    await page.goto('/me');
    await doTheLesson(page);
    await page.reload();
    const part = page.locator('[data-part="certificate"]');
    await part.getByRole('button', { name: '领取证书' }).click();
    await expect(part.getByRole('status')).toContainText('请填一个名字');
    await part.getByLabel('证书上印的名字').fill('林小满');
    await part.getByRole('button', { name: '领取证书' }).click();
    await part.getByRole('link', { name: '打开证书' }).click();
    await expect(page.locator('.certificate')).toHaveAttribute('data-state', 'valid');
    await expectSound(page);

    const stranger = await strangers.newPage();
    const { pathname } = new URL(page.url());
    await stranger.goto(`/en${pathname}`);
    await expect(stranger.locator('.standing')).toContainText('Valid');
    await expect(stranger.locator('.sheet')).toContainText('林小满');
    await expect(stranger.locator('.certificate li.passed')).toHaveCount(5);
    await expect(stranger.locator('[data-language-switch]')).toHaveAttribute('href', pathname);
    const downloading = stranger.waitForEvent('download');
    await stranger.getByRole('button', { name: 'Download the credential (.jwt)' }).click();
    const token = await readFile(await (await downloading).path(), 'utf8');
    const credential = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(credential).toMatchObject({ id: page.url(), type: ['VerifiableCredential', 'OpenBadgeCredential'] });

    await page.goBack();
    await part.getByRole('button', { name: '撤销', exact: true }).click();
    await part.getByRole('button', { name: '撤销这张证书' }).click();
    await expect(part.getByRole('link', { name: '打开证书' })).toHaveCount(0);
    await stranger.reload();
    await expect(stranger.locator('.standing')).toContainText('Withdrawn');
    await expect(stranger.locator('main')).not.toContainText('林小满');
  } finally {
    await learners.close();
    await strangers.close();
    await server.close();
    await rm(server.folder, { recursive: true, force: true });
  }
});

test.describe('a certificate that does not exist', () => {
  test.use({ allowedErrors: /404/ });

  test('is told to be unknown', async ({ page }) => {
    await page.goto(`/certificates/${NOBODY}`);
    await expect(page.locator('.certificate')).toContainText('没有这张证书');
  });
});
