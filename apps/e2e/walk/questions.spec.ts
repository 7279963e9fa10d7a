/** Every question of every lesson, in both languages: answered wrong, told what was wrong, tried again, answered right, told why. */
import { lessons } from '@glassbox/curriculum/public';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { rightResponse, type SecretQuestion } from '@glassbox/quiz/score';
import type { Page } from '@playwright/test';
import { expect, test } from '../tests/fixtures.ts';
import { formOf, questionsOf, shownQuestions } from '../tests/quiz-page.ts';
import { answer, expectFeedback, wrongResponse } from './answers.ts';
import { handIn } from './experiments.ts';
import { mouse } from './hand.ts';
import { addressOf, type Locale } from './lab-runs.ts';

const READY = lessons.filter(({ status }) => status === 'ready').map(({ slug }) => slug);
/** So many learners come until each question of a pool was drawn by one of them. */
const MOST_LEARNERS = 20;

/** Answers one question both ways. Where the numbers change from try to try, the second answer is to the new ones. */
async function bothWays(page: Page, lesson: string, locale: Locale, question: SecretQuestion): Promise<void> {
  const form = formOf(page, question);
  if (question.kind === 'experiment') {
    for (const outcome of ['wrong', 'right'] as const) {
      await handIn(page, question.id, outcome);
      const { goals, none } = question.key.feedback;
      const said = (outcome === 'wrong' ? [none] : goals).map((text) => text[locale]);
      const remark = await form.locator('.remark').first().textContent();
      expect(
        said.filter((text) => remark?.includes(text)),
        `${remark}`,
      ).toHaveLength(1);
    }
    return;
  }
  const wrong = wrongResponse(question);
  let again: SecretQuestion = question;
  if (wrong !== undefined) {
    await answer(page, mouse, question, wrong);
    await expectFeedback(page, locale, question, wrong);
    await form.locator('.foot > button[type="button"]').click();
    await expect(form).toHaveAttribute('data-phase', 'open');
    again = (await shownQuestions(page, lesson)).find(({ id }) => id === question.id) ?? question;
  }
  const right = rightResponse(again);
  await answer(page, mouse, again, right);
  await expectFeedback(page, locale, again, right);
}

for (const locale of ['zh', 'en'] as const) {
  for (const lesson of READY) {
    test(`every question of ${lesson} is answered wrong and right in ${locale}`, async ({ page }) => {
      await page.goto(`${addressOf(lesson, locale)}?backend=wasm`);
      const shown = await shownQuestions(page, lesson);
      const pooled = new Set(secretQuizzes[lesson]?.pools?.flatMap(({ questions }) => questions));
      expect(shown.length).toBeGreaterThanOrEqual(questionsOf(lesson).length - pooled.size);
      for (const question of shown)
        await test.step(`${question.id} (${question.kind})`, () => bothWays(page, lesson, locale, question));
    });
  }

  test(`every question of every pool is drawn by some learner, and answered, in ${locale}`, async ({
    browser,
    server,
  }) => {
    for (const lesson of READY) {
      const left = new Set(secretQuizzes[lesson]?.pools?.flatMap(({ questions }) => questions));
      for (let learner = 0; learner < MOST_LEARNERS && left.size > 0; learner++) {
        const context = await browser.newContext({ baseURL: server.url, serviceWorkers: 'block' });
        const page = await context.newPage();
        await page.goto(addressOf(lesson, locale));
        for (const question of await shownQuestions(page, lesson))
          if (left.delete(question.id)) await bothWays(page, lesson, locale, question);
        await context.close();
      }
      expect([...left], lesson).toEqual([]);
    }
  });
}
