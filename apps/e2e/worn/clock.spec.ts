/**
 * The device's clock is set while a learner works: by two days back, as after an empty battery, and by a year ahead. Only the clock of
 * the day jumps, as it does on a real machine; timers and `performance.now` go on as they were. A night's sleep in a training step is
 * the other way round: the worker's `performance.now` jumps in the middle of its steps.
 */
import type { Page } from '@playwright/test';
import { expect, test } from '../tests/fixtures.ts';
import { wakeLab } from '../tests/lab-page.ts';
import { expectPhase, fillRight, fillWrong, formOf, shownQuestions, submit } from '../tests/quiz-page.ts';
import { pause, startTraining, stepOf, untilStep } from './training-lab.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Every page of the test has a clock that `setClock` moves, kept over reloads. */
async function installClock(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Real = Date;
    const offset = () => Number(sessionStorage.getItem('clock-offset') ?? 0);
    class Moved extends Real {
      constructor(...parts: unknown[]) {
        if (parts.length === 0) super(Real.now() + offset());
        else super(...(parts as [number]));
      }
      static override now(): number {
        return Real.now() + offset();
      }
    }
    globalThis.Date = Moved as DateConstructor;
  });
}

async function setClock(page: Page, offsetMs: number): Promise<void> {
  await page.evaluate((ms) => sessionStorage.setItem('clock-offset', String(ms)), offsetMs);
  const off = await page.evaluate(() => Date.now());
  expect(Math.abs(off - Date.now() - offsetMs)).toBeLessThan(60_000);
}

for (const { way, lesson, wrongAt, rightAt } of [
  { way: 'back', lesson: 'start', wrongAt: 0, rightAt: -2 * DAY_MS },
  { way: 'right again after a year ahead', lesson: 'next-token', wrongAt: 365 * DAY_MS, rightAt: 0 },
]) {
  test(`the answer given last is the latest when the clock was set ${way}`, async ({ page }) => {
    await installClock(page);
    await page.goto(`/lessons/${lesson}`);
    const [question] = (await shownQuestions(page, lesson)).filter(({ kind }) => kind === 'single-choice');
    if (!question) throw new Error(`${lesson} has no single choice`);
    const form = formOf(page, question);
    await setClock(page, wrongAt);
    await fillWrong(page, question);
    await submit(page, question);
    await expectPhase(page, question, 'wrong');
    await setClock(page, rightAt);
    await form.locator('.foot button').last().click();
    await expectPhase(page, question, 'open');
    await fillRight(page, question);
    await submit(page, question);
    await expectPhase(page, question, 'right');
    await page.reload();
    await shownQuestions(page, lesson);
    await expectPhase(page, question, 'right');
    const { attempts } = await page.evaluate(
      (slug) => fetch(`/api/lessons/${slug}/attempts`).then((each) => each.json()),
      lesson,
    );
    const found = attempts.find(({ questionId }: { questionId: string }) => questionId === question.id);
    expect(found).toMatchObject({ attemptCount: 2, verdict: 'right' });
    expect(Date.parse(found.answeredAt)).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(found.answeredAt)).toBeGreaterThan(Date.now() - HOUR_MS);
  });
}

test('answers kept without a network while the clock jumps are sent when it is back', async ({ page, context }) => {
  await installClock(page);
  await page.goto('/lessons/start');
  const [first, second] = (await shownQuestions(page, 'start')).filter(({ kind }) => kind !== 'experiment');
  if (!first || !second) throw new Error('start has fewer than two questions');
  await context.setOffline(true);
  await fillRight(page, first);
  await submit(page, first);
  await setClock(page, -365 * DAY_MS);
  await fillRight(page, second);
  await submit(page, second);
  await setClock(page, 3 * DAY_MS);
  await context.setOffline(false);
  await expectPhase(page, first, 'right');
  await expectPhase(page, second, 'right');
});

test('a run that was saved by a clock a year ahead was not saved in the future', async ({ page }) => {
  await installClock(page);
  await page.goto('/en/lessons/start');
  await setClock(page, 365 * DAY_MS);
  const lab = await startTraining(page, { path: '/en/lessons/start' });
  await pause(lab);
  const reached = await stepOf(lab);
  await setClock(page, 0);
  await page.reload();
  await wakeLab(lab);
  const offer = lab.getByTestId('offer');
  await expect(offer).toContainText('this minute');
  await lab.getByTestId('resume-saved').click();
  await untilStep(lab, reached + 3);
  await expect(lab.getByTestId('failure')).toHaveCount(0);
});

test('a night that the machine sleeps through in a step is no part of the time the run took', async ({ page }) => {
  const lab = await startTraining(page, { path: '/en/lessons/start', steps: 400 });
  await untilStep(lab, 10);
  const workers = page.workers();
  expect(workers.length).toBeGreaterThan(0);
  for (const worker of workers) {
    await worker.evaluate((hourMs) => {
      const now = performance.now.bind(performance);
      let hours = 0;
      // Thirty looks at the clock, each an hour after the one before: some of them fall into steps.
      performance.now = () => {
        if (hours < 30) hours += 1;
        return now() + hours * hourMs;
      };
    }, HOUR_MS);
  }
  const foot = lab.locator('.lab-foot').filter({ has: page.getByTestId('keeping') });
  await expect(foot).toContainText('took', { timeout: 240_000 });
  const minutes = Number(/took (\d+) min/u.exec((await foot.textContent()) ?? '')?.[1] ?? 0);
  expect(minutes).toBeLessThan(10);
});
