/** The instructors' side as they go it: a cohort, who answers, a report and its answer, a score set by hand. */
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { signInAsAdmin } from './account-page.ts';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { expectPhase, fillWrong, formOf, questionsOf, submit } from './quiz-page.ts';

const PHONE = { width: 390, height: 844 };

test('an instructor makes a cohort, sees a learner’s answer, answers a report and sets a score by hand', async ({
  page,
  browser,
  server,
}) => {
  await signInAsAdmin(page, server);
  await page.getByRole('link', { name: '去教学页面' }).click();
  await page.locator('#new-cohort').fill('周三班');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: '周三班' }).click();
  const code = await page.getByTestId('invitation-code').textContent();
  await expect(page.getByText('还没有人加入')).toBeVisible();

  const learner = await (await browser.newContext({ baseURL: server.url })).newPage();
  const question = questionsOf('start').find(({ kind }) => kind === 'single-choice');
  if (question?.kind !== 'single-choice') throw new Error('start has no single-choice question');
  await learner.goto('/lessons/start');
  await learner.evaluate(() => fetch('/api/learner'));
  const joined = await learner.request.post('/api/cohorts/join', { data: { code } });
  expect(joined.ok()).toBe(true);
  await fillWrong(learner, question);
  await submit(learner, question);
  await expectPhase(learner, question, 'wrong');
  const talk = learner.locator(`[data-talk="${question.id}"]`);
  await talk.getByRole('button').click();
  await talk.locator('textarea').fill('“往往”是什么意思？');
  await talk.getByRole('button', { name: '发送' }).click();
  await expect(talk).toContainText('还没有答复');

  await page.reload();
  const row = page.getByRole('row').filter({ has: page.locator('code') });
  await expect(row).toHaveCount(1);
  await page.getByRole('link', { name: '看这个班的概览' }).click();
  await expect(page.locator('[data-fact="learners"]')).toHaveText('1');
  await page.locator('tr[data-lesson="start"] a').click();
  await expect(page.locator(`tr[data-question="${question.id}"]`)).toContainText('n = 1');
  await page.locator(`tr[data-question="${question.id}"] a`).click();
  const wrong = question.key.options.find(({ correct }) => !correct);
  await expect(page.locator(`tr[data-option="${wrong?.id}"]`)).toContainText('100%');

  await page.getByRole('link', { name: '题目报告' }).click();
  const report = page.locator('[data-report]').filter({ hasText: '“往往”是什么意思？' });
  await report.locator('textarea').fill('就是“通常”。');
  await report.getByRole('button', { name: '发送答复' }).click();
  await expect(page.getByText('没有待答复的报告')).toBeVisible();
  await learner.reload();
  await expect(talk).toContainText('就是“通常”。');
  await learner.goto('/me');
  await expect(learner.locator('main')).toContainText('就是“通常”。');
  await learner.context().close();
});

test('a text its writer assessed is read, and the new score reaches the writer', async ({ page, browser, server }) => {
  const [lesson, write] =
    Object.entries(secretQuizzes).flatMap(([slug, quiz]) =>
      quiz.questions.flatMap((question) => (question.kind === 'free-text' ? [[slug, question] as const] : [])),
    )[0] ?? [];
  if (lesson === undefined || write === undefined) throw new Error('no lesson has a free-text question');
  const learner = await (await browser.newContext({ baseURL: server.url })).newPage();
  await learner.goto(`/lessons/${lesson}`);
  await learner.evaluate(() => fetch('/api/learner'));
  const text = '验证集上的损失不再下降，训练集上的还在下降。'.repeat(6);
  const handedIn = await learner.request.post('/api/attempts', {
    data: {
      idempotencyKey: crypto.randomUUID(),
      lesson,
      questionId: write.id,
      questionVersion: write.version,
      response: { kind: 'free-text', text },
      answeredAt: new Date().toISOString(),
    },
  });
  const { submissionId } = await handedIn.json();
  const met = write.key.criteria.map(({ id }) => id);
  await learner.request.post(`/api/submissions/${submissionId}/assessment`, { data: { met } });

  await signInAsAdmin(page, server);
  await page.goto('/teach/free-texts');
  const card = page.locator('[data-text]').filter({ hasText: '验证集上的损失不再下降' });
  await card.locator('input[type="number"]').fill('0.5');
  await card.locator('textarea').fill('没有说为什么。');
  await card.getByRole('button').click();
  await expect(card).toHaveCount(0);

  await learner.goto('/me');
  await expect(learner.locator('[data-override]')).toContainText(`0.5 / ${write.public.points}分`);
  await expect(learner.locator('[data-override]')).toContainText('没有说为什么。');
  await learner.context().close();
});

test.describe('to whoever is no instructor', () => {
  test.use({ allowedErrors: /status of 40[13]/ });

  test('the teaching pages say so and show nothing', async ({ page }) => {
    await page.goto('/en/teach');
    await expect(page.getByRole('main').getByRole('status')).toContainText('These pages are for instructors');
    await page.evaluate(() => fetch('/api/learner'));
    await page.reload();
    await expect(page.getByRole('main').getByRole('status')).toContainText('you are here as a learner');
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every teaching page is without axe violation and fits a phone, ${colorScheme}`, async ({ page, server }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await signInAsAdmin(page, server);
    await page.setViewportSize(PHONE);
    const question = questionsOf('start')[0];
    const found: string[] = [];
    for (const path of [
      '',
      '/lesson?lesson=start',
      `/question?lesson=start&question=${question?.id}`,
      '/reports',
      '/free-texts',
    ]) {
      await page.goto(`/en/teach${path}`);
      await expect(page.locator('.teach select')).toBeVisible();
      await expect(page.locator('.teach [aria-busy="true"]')).toHaveCount(0);
      found.push(...(await violationsOn(page)).map((violation) => `${path} ${violation}`));
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(PHONE.width);
    }
    expect(found).toEqual([]);
  });
}

test('the form that reports a question is without axe violation', async ({ page }) => {
  await page.goto('/en/lessons/start');
  const [question] = questionsOf('start');
  if (question === undefined) throw new Error('start has no question');
  await formOf(page, question).scrollIntoViewIfNeeded();
  const talk = `[data-talk="${question.id}"]`;
  await page.locator(`${talk} button`).click();
  expect(await violationsOn(page, { within: talk })).toEqual([]);
});
