/**
 * A laptop that is closed and opened again: the page is frozen and resumed, its process stands still in the middle of a step,
 * another tab sleeps with a lock in its hands.
 */
import { execFileSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../tests/fixtures.ts';
import { expectPhase, fillRight, shownQuestions, submit } from '../tests/quiz-page.ts';
import { expectOrderlyCurve, pause, startTraining, stepOf, untilStep } from './training-lab.ts';

const SLEEP_MS = 20_000;

/** The processes that run pages, of this browser only. */
async function renderers(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

async function freeze(page: Page, context: BrowserContext): Promise<() => Promise<void>> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  return async () => {
    await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    await cdp.detach();
  };
}

test('a frozen and resumed page trains on, without a gap in its curve', async ({ page, context }) => {
  const lab = await startTraining(page);
  const resume = await freeze(page, context);
  await new Promise((asleep) => setTimeout(asleep, SLEEP_MS));
  await resume();
  const step = await stepOf(lab);
  await untilStep(lab, step + 5);
  await pause(lab);
  await expectOrderlyCurve(lab);
  await expect(lab.getByTestId('failure')).toHaveCount(0);
});

test('a process that stood still trains on from the same step', async ({ page, browser }) => {
  const lab = await startTraining(page);
  const before = await stepOf(lab);
  const stopped = await renderers(browser);
  for (const pid of stopped) execFileSync('kill', ['-STOP', String(pid)]);
  await new Promise((resolve) => setTimeout(resolve, SLEEP_MS));
  for (const pid of stopped) execFileSync('kill', ['-CONT', String(pid)]);
  const after = await stepOf(lab);
  expect(after).toBeLessThan(before + 100);
  await untilStep(lab, after + 5);
  await pause(lab);
  await expectOrderlyCurve(lab);
});

test('an answer handed in while another tab sleeps with the lock in its hands arrives all the same', async ({
  page,
  context,
}) => {
  await page.goto('/lessons/start');
  const [question] = (await shownQuestions(page, 'start')).filter(({ kind }) => kind !== 'experiment');
  if (!question) throw new Error('start has no question');
  const sleeper = await context.newPage();
  await sleeper.goto('/lessons/start');
  // As a tab that the system froze in the middle of sending.
  await sleeper.evaluate(() => {
    const forever = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    void navigator.locks.request('glassbox-outbox', () => {
      held.resolve();
      return forever.promise;
    });
    return held.promise;
  });
  await page.bringToFront();
  await fillRight(page, question);
  await submit(page, question);
  await expectPhase(page, question, 'right');
  await sleeper.close();
  await page.reload();
  await shownQuestions(page, 'start');
  await expectPhase(page, question, 'right');
  const { attempts } = await page.evaluate(() => fetch('/api/lessons/start/attempts').then((each) => each.json()));
  const found = attempts.find(({ questionId }: { questionId: string }) => questionId === question.id);
  expect(found.attemptCount).toBe(1);
});
