/** Every lesson on a phone of 390 px, in both languages: touched, not clicked; every lab runs to its result and nothing is wider than the screen before or after. */
import { lessons } from '@glassbox/curriculum/public';
import type { Page } from '@playwright/test';
import { expect, test } from '../tests/fixtures.ts';
import { shownQuestions } from '../tests/quiz-page.ts';
import { type Hand, mouse } from './hand.ts';
import { addressOf, LABS, runLab } from './lab-runs.ts';

const WIDTH = 390;
const READY = lessons.filter(({ status }) => status === 'ready').map(({ slug }) => slug);
const finger: Hand = { ...mouse, press: (target) => target.tap() };

test.use({ viewport: { width: WIDTH, height: 844 }, hasTouch: true, isMobile: true });

/** Names what reaches over the edge, and not only that something does. */
async function expectFits(page: Page, when: string): Promise<void> {
  const wide = await page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map(
        (element) =>
          `${element.tagName}.${element.className} in ${element.closest('[data-testid]')?.getAttribute('data-testid')}`,
      );
  }, WIDTH);
  expect(wide, when).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth), when).toBeLessThanOrEqual(WIDTH);
}

for (const locale of ['zh', 'en'] as const) {
  for (const lesson of READY) {
    test(`${lesson} fits a phone and its labs run there, in ${locale}`, async ({ page }) => {
      await page.goto(`${addressOf(lesson, locale)}?backend=wasm`);
      await expectFits(page, 'as it comes');
      for (const { lab } of LABS.filter((each) => each.lesson === lesson)) {
        await runLab(page, { lab, hand: finger });
        await expectFits(page, `after ${lab}`);
      }
      expect((await shownQuestions(page, lesson)).length).toBeGreaterThan(0);
      await expectFits(page, 'with its questions');
    });
  }
}
