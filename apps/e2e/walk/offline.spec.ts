/** Opened once, the whole course works without a network: every lesson is found and read in its language, its labs run, the device is measured, a question is kept, and later all of it is counted. */
import { lessons } from '@glassbox/curriculum/public';
import { rightResponse } from '@glassbox/quiz/score';
import { expect, test } from '../tests/fixtures.ts';
import { expectPhase, formOf, questionsOf } from '../tests/quiz-page.ts';
import { answer } from './answers.ts';
import { mouse } from './hand.ts';
import { addressOf, LABS, runLab } from './lab-runs.ts';

const READY = lessons.filter(({ status }) => status === 'ready').map(({ slug }) => slug);
/** Weights and texts are kept when a lab first loads them: a device that has never run it does not hold them. */
const NEEDS_NO_FILES = ['grow-model', 'cost-machine', 'nature', 'maze', 'launch-plan'];

test.use({ serviceWorkers: 'allow' });

for (const locale of ['zh', 'en'] as const) {
  test(`every lesson is read and answered without a network, in ${locale}, and counted afterwards`, async ({
    page,
    context,
  }) => {
    test.setTimeout(3_600_000);
    await page.goto(addressOf('start', locale));
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('glassbox.offline')), { timeout: 300_000 })
      .toMatch(new RegExp(` ${locale}$`));
    await page.reload();
    await page.evaluate(() => fetch('/api/learner'));
    await context.setOffline(true);
    const kept: string[] = [];
    for (const lesson of READY) {
      await test.step(lesson, async () => {
        await page.goto(`${addressOf(lesson, locale)}?backend=wasm`);
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(
          lessons.find(({ slug }) => slug === lesson)?.title[locale] ?? '',
        );
        for (const { lab } of LABS.filter((each) => each.lesson === lesson && NEEDS_NO_FILES.includes(each.lab)))
          await runLab(page, { lab, hand: mouse, offline: true });
        await page.getByTestId('quiz').scrollIntoViewIfNeeded();
        const question = questionsOf(lesson).find(({ kind, variant }) => kind === 'single-choice' && !variant);
        if (!question) return;
        await expect(formOf(page, question).locator('input').first()).toBeVisible();
        await answer(page, mouse, question, rightResponse(question));
        await expectPhase(page, question, 'kept');
        kept.push(lesson);
      });
    }
    expect(kept.length).toBeGreaterThan(READY.length / 2);
    const language = locale === 'en' ? '/en' : '';
    for (const lesson of READY) {
      const title = lessons.find(({ slug }) => slug === lesson)?.title[locale] ?? '';
      await test.step(`search: ${title}`, async () => {
        await page.goto(`${language}/search?q=${encodeURIComponent(title)}`);
        await expect(page.locator(`ol a[href^="${addressOf(lesson, locale)}"]`).first()).toBeVisible();
      });
    }
    await page.goto(`${language}/bench?backend=wasm`);
    await page.getByTestId('model-select').selectOption('small');
    await page.getByTestId('start').click();
    await expect(page.getByTestId('state')).toHaveAttribute('data-phase', 'finished', { timeout: 600_000 });
    await context.setOffline(false);
    await page.goto(addressOf('start', locale));
    const answered = () =>
      page.evaluate(async () => {
        const { lessons } = await (await fetch('/api/progress')).json();
        return lessons.filter(({ questionsRight }: { questionsRight: number }) => questionsRight > 0).length;
      });
    await expect.poll(answered, { timeout: 60_000 }).toBe(kept.length);
  });
}
