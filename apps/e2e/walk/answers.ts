/** Answers of every kind of question, right and wrong, given on the page by either hand, and what must be said about them. */
import type { Feedback } from '@glassbox/quiz';
import { type rightResponse, type SecretQuestion, score } from '@glassbox/quiz/score';
import type { Locator, Page } from '@playwright/test';
import { expect } from '../tests/fixtures.ts';
import { formOf } from '../tests/quiz-page.ts';
import type { Hand } from './hand.ts';
import type { Locale } from './lab-runs.ts';

type Response = ReturnType<typeof rightResponse>;
/** Far from any number that a question asks for. */
const FAR = 987_654_321;
const NONSENSE = 'xyzzy';

/**
 * Returns an answer that earns less than all points, or `undefined` where none does: every prediction that is made counts. Throws where the answer
 * thought up here turns out to be right, and for experiments, whose answers are handed in.
 */
export function wrongResponse(secret: SecretQuestion): Response | undefined {
  const response = thinkOfWrong(secret);
  if (response === undefined) return undefined;
  const result = score(secret, response);
  if (result.verdict === 'right' || result.verdict === 'ungraded')
    throw new Error(`wrongResponse: the answer to ${secret.id} is ${result.verdict}`);
  return response;
}

function thinkOfWrong(secret: SecretQuestion): Response | undefined {
  const { kind } = secret;
  switch (kind) {
    case 'single-choice':
      return { kind, choice: firstWrong(secret.key.options) };
    case 'multiple-choice':
      return { kind, choices: [firstWrong(secret.key.options)] };
    case 'true-false':
      return { kind, verdict: !secret.key.answer, reason: firstWrong(secret.key.reasons) };
    case 'number': {
      const unit = secret.key.unitSpellings[0];
      return { kind, value: unit === undefined ? `${FAR}` : `${FAR} ${unit}` };
    }
    case 'short-text':
      return { kind, text: NONSENSE };
    case 'free-text':
      return { kind, text: NONSENSE.repeat(secret.public.minLength), met: [] };
    case 'ordering':
      return { kind, order: secret.key.order.map(({ id }) => id).reverse() };
    case 'blanks':
      return {
        kind,
        typed: Object.fromEntries(
          secret.key.blanks.map(({ id, answer }) => [id, answer === undefined ? NONSENSE : `${FAR}`]),
        ),
      };
    case 'matching': {
      const { pairs } = secret.key;
      const shifted = pairs.map(({ id }, index) => [id, pairs[(index + 1) % pairs.length]?.partner.id ?? '']);
      return { kind, matches: Object.fromEntries(shifted) };
    }
    case 'categorising': {
      const groups = secret.public.groups.map(({ id }) => id);
      const next = (group: string) => groups[(groups.indexOf(group) + 1) % groups.length] ?? '';
      return { kind, placed: Object.fromEntries(secret.key.items.map(({ id, group }) => [id, next(group)])) };
    }
    case 'pick-on-picture': {
      const right = new Set(secret.key.regions.filter(({ correct }) => correct).map(({ id }) => id));
      return {
        kind,
        picked: secret.public.regions
          .map(({ id }) => id)
          .filter((id) => !right.has(id))
          .slice(0, 1),
      };
    }
    case 'prediction':
      return undefined;
    case 'experiment':
      throw new Error('wrongResponse: an experiment is handed in');
  }
}

const firstWrong = (options: readonly { id: string; correct: boolean }[]): string =>
  options.find(({ correct }) => !correct)?.id ?? '';

/** Gives an answer and sends it. Resolves once it has been judged. */
export async function answer(page: Page, hand: Hand, secret: SecretQuestion, response: Response): Promise<void> {
  const form = formOf(page, secret);
  await form.scrollIntoViewIfNeeded();
  await fillIn(form, hand, response);
  if (secret.public.certainty) await hand.pick(form.locator('input[name$="-certainty"]').first());
  await hand.press(form.locator('button[type="submit"]'));
  if (response.kind === 'free-text') {
    const assessment = form.getByTestId('self-assessment');
    await assessment.waitFor();
    for (const id of response.met ?? []) await hand.tick(assessment.locator(`input[value="${id}"]`));
    await hand.press(assessment.getByRole('button'));
  }
}

async function fillIn(form: Locator, hand: Hand, response: Response): Promise<void> {
  const option = (id: string) => form.locator(`[data-option="${id}"]`);
  switch (response.kind) {
    case 'single-choice':
      return hand.pick(option(response.choice).locator('input'));
    case 'multiple-choice':
      await untickAll(form, hand);
      for (const id of response.choices) await hand.tick(option(id).locator('input'));
      return;
    case 'true-false':
      await hand.pick(form.locator(`[data-verdict="${response.verdict}"] input`));
      return hand.pick(option(response.reason).locator('input'));
    case 'number':
    case 'prediction':
      return hand.fill(form.locator('input[type="text"]'), response.value);
    case 'short-text':
      return hand.fill(form.locator('input[type="text"]'), response.text);
    case 'free-text':
      return hand.fill(form.locator('textarea'), response.text);
    case 'ordering':
      return order(form, hand, response.order);
    case 'blanks':
      for (const [id, text] of Object.entries(response.typed))
        await hand.fill(form.locator(`[data-blank="${id}"]`), text);
      return;
    case 'matching':
      for (const [left, right] of Object.entries(response.matches))
        await hand.choose(option(left).locator('select'), right);
      return;
    case 'categorising':
      for (const [item, group] of Object.entries(response.placed))
        await hand.pick(option(item).locator(`input[value="${group}"]`));
      return;
    case 'pick-on-picture': {
      await untickAll(form, hand);
      for (const id of response.picked) await hand.mark(option(id));
      return;
    }
    default:
      throw new Error(`answer: ${response.kind} is not answered in a form`);
  }
}

/** Boxes that an earlier try has ticked. */
async function untickAll(form: Locator, hand: Hand): Promise<void> {
  for (const box of await form.locator('[data-option] input[type="checkbox"]').all()) await hand.untick(box);
}

/** Brings the items into order with the buttons beside them. */
async function order(form: Locator, hand: Hand, wanted: readonly string[]): Promise<void> {
  const shown = () =>
    form.locator('[data-option]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-option')));
  for (const [place, id] of wanted.entries()) {
    for (let at = (await shown()).indexOf(id); at > place; at--) {
      await hand.press(form.locator(`[data-option="${id}"] [data-control="up"]`));
      await expect.poll(async () => (await shown()).indexOf(id)).toBe(at - 1);
    }
  }
}

/** Checks that every remark that this answer earns stands on the page, in its language and, where it has one, at its place. */
export async function expectFeedback(
  page: Page,
  locale: Locale,
  secret: SecretQuestion,
  response: Response,
): Promise<void> {
  const result = score(secret, response);
  if (result.verdict === 'ungraded') throw new Error(`expectFeedback: the answer to ${secret.id} can't be read`);
  const form = formOf(page, secret);
  await expect(form).toHaveAttribute('data-phase', result.verdict);
  if (result.feedback.length === 0) throw new Error(`expectFeedback: nothing is said about the answer to ${secret.id}`);
  for (const remark of result.feedback) await expectRemark(form, locale, remark);
}

async function expectRemark(form: Locator, locale: Locale, { target, tone, text }: Feedback): Promise<void> {
  const option = form.locator(`.quiz-option[data-option="${target}"], .quiz-row[data-option="${target}"]`);
  const place = target !== undefined && (await option.count()) > 0 ? option.first() : form;
  const remark = place.locator(`.remark.${tone}`).filter({ hasText: text[locale] });
  await expect(remark.first()).toBeVisible();
}
