/** One lesson of each module by keyboard alone: from the skip link through its lab to its last question. Nothing is clicked. */
import { rightResponse } from '@glassbox/quiz/score';
import { expect, test } from '../tests/fixtures.ts';
import { shownQuestions } from '../tests/quiz-page.ts';
import { answer, expectFeedback } from './answers.ts';
import { keyboard } from './hand.ts';
import { addressOf, LABS, runLab } from './lab-runs.ts';

/** By module, in turn in both languages. */
const LESSONS = [
  ['start', 'zh'],
  ['what-is-aigc', 'en'],
  ['transformer', 'zh'],
  ['reinforcement', 'en'],
  ['why-hallucinate', 'zh'],
  ['emergence-in-nature', 'en'],
  ['measure-an-ai-feature', 'zh'],
] as const;

for (const [module, [lesson, locale]] of LESSONS.entries()) {
  test(`module ${module}: ${lesson} is read, run and answered by keyboard alone, in ${locale}`, async ({ page }) => {
    const hand = keyboard(page);
    await page.goto(`${addressOf(lesson, locale)}?backend=wasm`);
    await page.keyboard.press('Tab');
    await expect(page.locator('.skip')).toBeFocused();
    await page.keyboard.press('Enter');
    for (const { lab } of LABS.filter((each) => each.lesson === lesson)) await runLab(page, { lab, hand });
    await hand.arrive(page.getByTestId('quiz'));
    for (const question of await shownQuestions(page, lesson)) {
      // What an experiment takes are files of another program.
      if (question.kind === 'experiment') continue;
      await test.step(`${question.id} (${question.kind})`, async () => {
        const response = rightResponse(question);
        await answer(page, hand, question, response);
        await expectFeedback(page, locale, question, response);
      });
    }
  });
}
