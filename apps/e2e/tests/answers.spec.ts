/** Questions: answered, graded by the server, told at the option, still there after a reload and a restart. */
import { expect, test } from './fixtures.ts';
import { islandOf } from './lab-page.ts';
import { expectPhase, fillRight, fillWrong, formOf, questionsOf, shownQuestions, submit } from './quiz-page.ts';

for (const lesson of ['start', 'next-token']) {
  test(`every question of ${lesson} can be answered right, and progress outlives a reload and a server restart`, async ({
    page,
    server,
  }) => {
    await page.goto(`/lessons/${lesson}`);
    const shown = await shownQuestions(page, lesson);
    // An experiment is answered by a trained model: experiments.spec.ts does that.
    const questions = shown.filter(({ kind }) => kind !== 'experiment');
    for (const question of questions) {
      await fillRight(page, question);
      await submit(page, question);
      await expectPhase(page, question, 'right');
    }
    await page.reload();
    for (const question of questions) await expectPhase(page, question, 'right');

    await server.stop();
    await server.start();
    await page.goto('/me');
    const progress = await page.evaluate(() => fetch('/api/progress').then((response) => response.json()));
    expect(progress.lessons).toContainEqual(
      expect.objectContaining({ slug: lesson, questionsRight: questions.length, questionsTotal: shown.length }),
    );
    await expect(page.getByRole('main')).toContainText(`${questions.length}`);
  });
}

test('the questions are fetched while one reads above them, and wake when one comes near', async ({
  page,
  context,
}) => {
  const fetched = page.waitForResponse(/\/Quiz\.[^/]*\.js/);
  await page.goto('/lessons/next-token');
  await fetched;
  await page.waitForLoadState('networkidle');
  const quiz = page.getByTestId('quiz');
  await expect(islandOf(quiz)).toHaveAttribute('ssr', /.*/);
  await context.setOffline(true);
  await quiz.scrollIntoViewIfNeeded();
  await expect(islandOf(quiz)).not.toHaveAttribute('ssr', /.*/);
});

test('a wrong option is told at the option, and a retry can mend it', async ({ page }) => {
  const question = questionsOf('start').find(({ kind }) => kind === 'single-choice');
  if (question?.kind !== 'single-choice') throw new Error('start has no single-choice question');
  await page.goto('/en/lessons/start');
  await fillWrong(page, question);
  await submit(page, question);
  await expectPhase(page, question, 'wrong');

  const wrong = question.key.options.find(({ correct }) => !correct);
  const form = formOf(page, question);
  await expect(form.locator(`[data-option="${wrong?.id}"]`)).toContainText(wrong?.feedback.en ?? 'no feedback');
  for (const { id, feedback } of question.key.options.filter((option) => option.id !== wrong?.id)) {
    await expect(form.locator(`[data-option="${id}"]`)).not.toContainText(feedback.en);
  }

  await form.getByRole('button').last().click();
  await fillRight(page, question);
  await submit(page, question);
  await expectPhase(page, question, 'right');
});

test('an answer given without network is kept, survives a closed tab and is counted once', async ({
  page,
  context,
}) => {
  const [first, second] = questionsOf('start');
  if (!first || !second) throw new Error('start has fewer than two questions');
  await page.goto('/lessons/start');
  await fillRight(page, first);
  await context.setOffline(true);
  await submit(page, first);
  await expectPhase(page, first, 'kept');

  await context.setOffline(false);
  await expectPhase(page, first, 'right');
  const attempts = () => page.evaluate(() => fetch('/api/lessons/start/attempts').then((response) => response.json()));
  const counted = (await attempts()).attempts.find(({ questionId }: { questionId: string }) => questionId === first.id);
  expect(counted.attemptCount).toBe(1);

  // The server is unreachable, the tab is closed and opened again later: the queue sends what it kept, once.
  await page.route('**/api/attempts', (route) => route.abort());
  await fillRight(page, second);
  await submit(page, second);
  await expectPhase(page, second, 'kept');
  await page.close();
  const later = await context.newPage();
  await later.goto('/lessons/start');
  await expectPhase(later, second, 'right');
  const kept = await later.evaluate(() => fetch('/api/lessons/start/attempts').then((response) => response.json()));
  const once = kept.attempts.find(({ questionId }: { questionId: string }) => questionId === second.id);
  expect(once.attemptCount).toBe(1);
});
