/** Quick samples of `worn/`: two tabs, a reload in the middle of an answer, files that an update took away. */
import { expect, test } from './fixtures.ts';
import { expectPhase, fillRight, fillWrong, formOf, shownQuestions, submit } from './quiz-page.ts';

test('a question answered in another tab shows there what became of it, and takes nothing that was being written', async ({
  page,
  context,
}) => {
  await page.goto('/lessons/start');
  const [first] = (await shownQuestions(page, 'start')).filter(({ kind }) => kind === 'single-choice');
  if (!first) throw new Error('start has no single choice');
  const idle = await context.newPage();
  await idle.goto('/lessons/start');
  await shownQuestions(idle, 'start');
  const writing = await context.newPage();
  await writing.goto('/en/lessons/start');
  await shownQuestions(writing, 'start');
  await fillWrong(writing, first);

  await fillRight(page, first);
  await submit(page, first);
  await expectPhase(page, first, 'right');
  await expectPhase(idle, first, 'right');
  const notice = formOf(writing, first).getByTestId('elsewhere');
  await expect(notice).toContainText('was just answered elsewhere');
  await expectPhase(writing, first, 'open');
  await submit(writing, first);
  await expectPhase(writing, first, 'wrong');
  await expect(notice).toHaveCount(0);

  const { attempts } = await page.evaluate(() => fetch('/api/lessons/start/attempts').then((each) => each.json()));
  const found = attempts.find(({ questionId }: { questionId: string }) => questionId === first.id);
  expect(found).toMatchObject({ attemptCount: 2, bestScore: found.maxScore });
});

test('what is being written survives a reload, and is gone once it was handed in', async ({ page }) => {
  await page.goto('/lessons/next-token');
  const typed = (await shownQuestions(page, 'next-token')).find(({ kind }) => kind === 'number');
  if (!typed) throw new Error('next-token asks for no number');
  const field = formOf(page, typed).locator('input[type="text"]');
  await field.fill('12345');
  await page.reload();
  await shownQuestions(page, 'next-token');
  await expect(field).toHaveValue('12345');
  await formOf(page, typed)
    .locator('input[name$="-certainty"]')
    .first()
    .check({ timeout: 1_000 })
    .catch(() => undefined);
  await submit(page, typed);
  await expectPhase(page, typed, 'wrong');
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('draft')))).toEqual([]);
});

test.describe('after an update of the site', () => {
  test.use({ allowedErrors: /404|Failed to fetch dynamically|net::ERR/ });

  for (const { path, words } of [
    { path: '/lessons/start', words: '网站刚刚更新过' },
    { path: '/en/lessons/start', words: 'The site was just updated' },
  ]) {
    test(`${path}: a page whose files are gone says so`, async ({ page }) => {
      await page.route(/_astro\/FirstPoem\./, (route) => route.fulfill({ status: 404 }));
      await page.goto(path);
      await page.getByTestId('lab-first-poem').scrollIntoViewIfNeeded();
      await expect(page.locator('[data-news="updated"]')).toContainText(words);
    });
  }
});
