/** Answers the questions of a lesson page as a learner would: by clicking and typing, never through the API. */
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { rightResponse, type SecretQuestion } from '@glassbox/quiz/score';
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** The questions of a lesson with their keys, in page order. */
export function questionsOf(lesson: string): readonly SecretQuestion[] {
  const quiz = secretQuizzes[lesson];
  if (!quiz) throw new Error(`questionsOf: there is no quiz for lesson ${lesson}`);
  return quiz.questions;
}

export const formOf = (page: Page, { id }: SecretQuestion): Locator => page.locator(`form[data-question="${id}"]`);

/** Fills in the right answer of a question. */
export async function fillRight(page: Page, question: SecretQuestion): Promise<void> {
  const form = formOf(page, question);
  await form.scrollIntoViewIfNeeded();
  const response = rightResponse(question);
  const option = (id: string) => form.locator(`[data-option="${id}"]`);
  switch (response.kind) {
    case 'single-choice':
      return option(response.choice).locator('input').check();
    case 'multiple-choice':
      for (const id of response.choices) await option(id).locator('input').check();
      return;
    case 'number':
      return form.locator('input').fill(response.value);
    case 'short-text':
      return form.locator('input').fill(response.text);
    case 'ordering':
      return order(form, response.order);
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
  await formOf(page, question).locator(`[data-option="${wrong?.id}"] input`).check();
}

export async function submit(page: Page, question: SecretQuestion): Promise<void> {
  await formOf(page, question).locator('button[type="submit"]').click();
}

/** Waits for what became of the answer: `right`, `partly`, `wrong`, `kept`, … */
export async function expectPhase(page: Page, question: SecretQuestion, phase: string): Promise<void> {
  await expect(formOf(page, question)).toHaveAttribute('data-phase', phase);
}
