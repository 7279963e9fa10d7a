/** The device is full: the browser gives the site no more storage. Nothing that was done is lost, and the learner is told. */
import { expect, test } from '../tests/fixtures.ts';
import { openLab, wakeLab } from '../tests/lab-page.ts';
import { expectPhase, fillRight, shownQuestions, submit } from '../tests/quiz-page.ts';
import { pause, startTraining, stepOf, untilStep } from './training-lab.ts';

const NO_BYTES = 1;

for (const { path, words } of [
  { path: '/lessons/start', words: '存储空间满了' },
  { path: '/en/lessons/start', words: 'out of storage' },
]) {
  test(`${path}: training goes on, the page says that it is not saved, and it is saved again when there is room`, async ({
    page,
    context,
    server,
  }) => {
    const lab = await startTraining(page, { path });
    const cdp = await context.newCDPSession(page);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: NO_BYTES });
    await expect(lab.getByTestId('keeping')).toContainText(words, { timeout: 120_000 });
    const step = await stepOf(lab);
    await untilStep(lab, step + 5);
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url });
    await expect(lab.getByTestId('keeping')).not.toContainText(words, { timeout: 120_000 });
    await pause(lab);
    const paused = await stepOf(lab);
    await page.reload();
    await wakeLab(lab);
    await lab.getByTestId('resume-saved').click();
    await expect.poll(() => stepOf(lab)).toBeGreaterThanOrEqual(paused);
  });
}

test('an answer reaches the server although nothing can be kept, and one without a network is told to stay in its tab', async ({
  page,
  context,
}) => {
  // As a full disk does: IndexedDB takes no more.
  await context.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
  });
  await page.goto('/lessons/start');
  const [first, second] = (await shownQuestions(page, 'start')).filter(({ kind }) => kind !== 'experiment');
  if (!first || !second) throw new Error('start has fewer than two questions');
  await fillRight(page, first);
  await submit(page, first);
  await expectPhase(page, first, 'right');
  await fillRight(page, second);
  await context.setOffline(true);
  await submit(page, second);
  await expectPhase(page, second, 'kept');
  await context.setOffline(false);
  await expectPhase(page, second, 'right');
});

for (const { path, words } of [
  { path: '/lessons/ship-it', words: '存储空间满了' },
  { path: '/en/lessons/ship-it', words: 'no storage left' },
]) {
  test(`${path}: what is written into a lab that can not be kept is told`, async ({ page }) => {
    const lab = await openLab(page, path, 'lab-launch-plan');
    await page.evaluate(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    });
    await lab.getByRole('textbox').first().fill('Refunds');
    await expect(page.locator('[data-news="not-kept"]')).toContainText(words);
    await page.locator('[data-news-close]').click();
    await expect(page.locator('[data-news="not-kept"]')).toBeHidden();
    await expect(lab.getByRole('textbox').first()).toHaveValue('Refunds');
  });
}
