/** Answers the questions of a lesson page as a learner would: by clicking and typing, never through the API. */
import { fileURLToPath } from 'node:url';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { rightResponse, type SecretQuestion } from '@glassbox/quiz/score';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** A small trained model that passes the experiment of lesson next-token (`apps/api/scripts/make-plays-model.ts`). */
const MODEL_FILES = ['config.json', 'model.safetensors', 'tokenizer.json'].map((name) =>
  fileURLToPath(new URL(`../fixtures/plays-model/${name}`, import.meta.url)),
);

/** The questions of a lesson with their keys, in the order of its file: all of each pool, and first variants. */
export function questionsOf(lesson: string): readonly SecretQuestion[] {
  const quiz = secretQuizzes[lesson];
  if (!quiz) throw new Error(`questionsOf: there is no quiz for lesson ${lesson}`);
  return quiz.questions;
}

/** Waits for the learner's own quiz and returns its questions with their keys, as drawn and in page order. */
export async function shownQuestions(page: Page, lesson: string): Promise<SecretQuestion[]> {
  const quiz = page.getByTestId('quiz');
  await quiz.scrollIntoViewIfNeeded();
  await expect(quiz).toHaveAttribute('data-source', 'personal');
  const versions = Object.values(secretQuizzes[lesson]?.variants ?? {}).flat();
  const all = [...questionsOf(lesson), ...versions];
  const shown = await quiz
    .locator('form[data-question]')
    .evaluateAll((forms) => forms.map((form) => form.getAttribute('data-version')));
  return shown.map((version) => {
    const question = all.find((each) => each.version === version);
    if (question === undefined) throw new Error(`${lesson}: no question of version ${version}`);
    return question;
  });
}

export const formOf = (page: Page, { id }: SecretQuestion): Locator => page.locator(`form[data-question="${id}"]`);

/** Fills in the right answer of a question. */
export async function fillRight(page: Page, question: SecretQuestion): Promise<void> {
  const form = formOf(page, question);
  await form.scrollIntoViewIfNeeded();
  const response = rightResponse(question);
  if (question.public.certainty) await form.locator('input[name$="-certainty"]').first().check();
  const option = (id: string) => form.locator(`[data-option="${id}"]`);
  switch (response.kind) {
    case 'single-choice':
      return option(response.choice).locator('input').check();
    case 'multiple-choice':
      for (const id of response.choices) await option(id).locator('input').check();
      return;
    case 'number':
    case 'prediction':
      return form.locator('input[type="text"]').fill(response.value);
    case 'short-text':
      return form.locator('input[type="text"]').fill(response.text);
    case 'free-text':
      return form.locator('textarea').fill(response.text);
    case 'experiment':
      // Any model that passes will do; the form hands it in by itself.
      return form.getByTestId('hand-in-files').setInputFiles(MODEL_FILES);
    case 'ordering':
      return order(form, response.order);
    case 'true-false':
      await form.locator(`[data-verdict="${response.verdict}"] input`).check();
      return option(response.reason).locator('input').check();
    case 'blanks':
      for (const [blank, text] of Object.entries(response.typed))
        await form.locator(`[data-blank="${blank}"]`).fill(text);
      return;
    case 'matching':
      for (const [left, right] of Object.entries(response.matches))
        await option(left).locator('select').selectOption(right);
      return;
    case 'categorising':
      for (const [item, group] of Object.entries(response.placed))
        await option(item).locator(`input[value="${group}"]`).check();
      return;
    case 'pick-on-picture':
      for (const id of response.picked) await option(id).click();
      return;
    default:
      throw new Error(`fillRight: nobody has shown this test how to answer ${question.kind}`);
  }
}

/** Brings the items into order by the keyboard: the handle moves its item with the arrow keys. */
async function order(form: Locator, wanted: readonly string[]): Promise<void> {
  for (const [place, id] of wanted.entries()) {
    const handle = form.locator(`[data-option="${id}"] [data-control="handle"]`);
    const placeOf = async () => Number((await handle.getAttribute('aria-label'))?.split(' ')[0]) - 1;
    while ((await placeOf()) > place) {
      const before = await placeOf();
      await handle.press('ArrowUp');
      await expect.poll(placeOf).toBe(before - 1);
    }
  }
}

/** Chooses an option that earns nothing, of a single-choice question. */
export async function fillWrong(page: Page, question: SecretQuestion): Promise<void> {
  if (question.kind !== 'single-choice') throw new Error(`fillWrong: ${question.id} is no single choice`);
  const wrong = question.key.options.find(({ correct }) => !correct);
  const form = formOf(page, question);
  await form.scrollIntoViewIfNeeded();
  await form.locator(`[data-option="${wrong?.id}"] input`).check();
  if (question.public.certainty) await form.locator('input[name$="-certainty"]').first().check();
}

/** Sends the answer; a text is then assessed with every criterion met. */
export async function submit(page: Page, question: SecretQuestion): Promise<void> {
  if (question.kind === 'experiment') return;
  const form = formOf(page, question);
  await form.locator('button[type="submit"]').click();
  if (question.kind !== 'free-text') return;
  const assessment = form.getByTestId('self-assessment');
  await assessment.waitFor();
  for (const box of await assessment.getByRole('checkbox').all()) await box.check();
  await assessment.getByRole('button').click();
}

/** Looks at the question, whose quiz then wakes, and waits for what became of the answer: `right`, `partly`, `wrong`, `kept`, … */
export async function expectPhase(page: Page, question: SecretQuestion, phase: string): Promise<void> {
  const form = formOf(page, question);
  await form.scrollIntoViewIfNeeded();
  await expect(form).toHaveAttribute('data-phase', phase);
}
