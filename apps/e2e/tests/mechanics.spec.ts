/** Certainty, hints that cost, new variants, pools and texts of one's own: the way a learner goes, online and off. */
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { rightResponse, type SecretQuestion } from '@glassbox/quiz/score';
import type { Page } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { expectPhase, fillRight, fillWrong, formOf, shownQuestions, submit } from './quiz-page.ts';

const SURE = 2;

function named(questions: readonly SecretQuestion[], id: string): SecretQuestion {
  const found = questions.find((question) => question.id === id);
  if (found === undefined) throw new Error(`the quiz shows no ${id}`);
  return found;
}

const versionsOn = (page: Page) =>
  page.locator('form[data-question]').evaluateAll((forms) => forms.map((form) => form.getAttribute('data-version')));

test('a learner gets one question of each pool and the same quiz again, also when the server is out of reach', async ({
  page,
}) => {
  await page.goto('/lessons/next-token');
  const questions = await shownQuestions(page, 'next-token');
  const pools = secretQuizzes['next-token']?.pools ?? [];
  expect(pools.length).toBeGreaterThan(1);
  for (const pool of pools) expect(questions.filter(({ id }) => pool.questions.includes(id))).toHaveLength(pool.draw);
  const versions = await versionsOn(page);
  await page.route('**/api/lessons/*/quiz', (route) => route.abort());
  await page.reload();
  await expect(page.getByTestId('quiz')).toHaveAttribute('data-source', 'kept');
  expect(await versionsOn(page)).toEqual(versions);
});

test('certainty is asked for, told with what was at stake, and summed up; it leaves the score alone', async ({
  page,
}) => {
  await page.goto('/en/lessons/next-token');
  const question = named(await shownQuestions(page, 'next-token'), 'naming-tool');
  const form = formOf(page, question);
  await fillWrong(page, question);
  await form.locator('input[name$="-certainty"]').nth(SURE).check();
  await submit(page, question);
  await expectPhase(page, question, 'wrong');
  await expect(form).toContainText('certainty −6');
  await form.getByRole('button', { name: 'Try again' }).click();
  const right = rightResponse(question);
  if (right.kind !== 'single-choice') throw new Error('naming-tool is no single choice');
  await form.locator(`[data-option="${right.choice}"] input`).check();
  await submit(page, question);
  await expect(form.getByRole('status').last()).toContainText('Choose how sure you are first.');
  await fillRight(page, question);
  await submit(page, question);
  await expectPhase(page, question, 'right');
  await expect(form).toContainText('1 of 1 point');
  const summary = page.getByTestId('calibration');
  await expect(summary).toContainText('1 question');
  await expect(summary.getByRole('row', { name: 'Very sure' })).toContainText('too sure');
});

test('a hint says that it needs the network, costs once, stays after a reload and lowers what can be earned', async ({
  page,
  context,
}) => {
  await page.goto('/lessons/next-token');
  const question = named(await shownQuestions(page, 'next-token'), 'daily-cost');
  const form = formOf(page, question);
  const hint = form.getByRole('button', { name: '看提示' });
  await context.setOffline(true);
  await expect(form).toContainText('看提示要联网');
  await expect(hint).toHaveAttribute('aria-disabled', 'true');
  await context.setOffline(false);
  await expect(hint).toHaveAttribute('aria-disabled', 'false');
  expect(await page.content()).not.toContain(question.hints?.[0]?.zh);
  await hint.focus();
  await page.keyboard.press('Enter');
  await expect(form.getByTestId('hints')).toContainText(question.hints?.[0]?.zh ?? 'no hint');
  await expect(form.getByTestId('tries')).toContainText('0.75');
  await page.reload();
  await shownQuestions(page, 'next-token');
  await expect(form.getByTestId('hints')).toBeVisible();
  await fillRight(page, question);
  await submit(page, question);
  await expectPhase(page, question, 'right');
  await expect(form).toContainText('0.75 / 1分');
});

test('answering again brings new numbers, and each try earns less', async ({ page }) => {
  await page.goto('/lessons/start');
  const first = named(await shownQuestions(page, 'start'), 'rule-of-three');
  const form = formOf(page, first);
  await form.locator('input[type="text"]').fill('77');
  await form.locator('input[name$="-certainty"]').first().check();
  await submit(page, first);
  await expectPhase(page, first, 'wrong');
  await form.getByRole('button', { name: '换一组数再答' }).click();
  await expect(form).not.toHaveAttribute('data-version', first.version);
  const second = named(await shownQuestions(page, 'start'), 'rule-of-three');
  expect(second.version).not.toBe(first.version);
  await fillRight(page, second);
  await submit(page, second);
  await expectPhase(page, second, 'right');
  await expect(form).toContainText('0.75 / 1分');
});

test('a text is handed in, compared with the model answer and assessed by its writer', async ({ page }) => {
  await page.goto('/lessons/rlhf');
  const question = named(await shownQuestions(page, 'rlhf'), 'thumbs');
  if (question.kind !== 'free-text') throw new Error('thumbs is no free text');
  const form = formOf(page, question);
  await form.locator('textarea').fill('太短');
  await form.locator('button[type="submit"]').click();
  await expect(form).toContainText('再多写一点');
  expect(await page.content()).not.toContain(question.key.modelAnswer.zh);
  await form.locator('textarea').fill('点赞的人少，图的是痛快，照着优化会学会讨好；还是请人成对盲评。');
  await form.locator('button[type="submit"]').click();
  const assessment = form.getByTestId('self-assessment');
  await expect(assessment).toContainText(question.key.modelAnswer.zh);
  await page.reload();
  await shownQuestions(page, 'rlhf');
  await assessment.getByRole('checkbox').first().check();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violationsOn(page, { within: '[data-testid="quiz"]' })).toEqual([]);
  }
  await assessment.getByRole('button').click();
  await expectPhase(page, question, 'partly');
  await expect(form).toContainText('1 / 3分');
});
