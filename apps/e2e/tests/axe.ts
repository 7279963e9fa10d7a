/**
 * What axe finds wrong with a page. axe-core itself is run in the page: its wrapper for Playwright gathers results in a
 * second page, for the sake of frames, and takes five times as long; our pages hold no frames.
 */
import type { Page } from '@playwright/test';
import axe from 'axe-core';

interface Look {
  /** CSS selector of the part to look at; the whole page otherwise. */
  within?: string;
  /** The rules to apply; all that axe has on by default otherwise. */
  rules?: string[];
}

/** Returns one line per violated rule with the elements that violate it. Throws on a page with frames, which it would not see. */
export async function violationsOn(page: Page, { within, rules }: Look = {}): Promise<string[]> {
  if (page.frames().length > 1) throw new Error(`${page.url()} holds frames, which this look does not enter.`);
  // The policy of the page forbids foreign scripts; what the browser's debugger evaluates is not one.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    ([part, runOnly]) =>
      (window as unknown as { axe: typeof axe }).axe.run(part ?? document, {
        resultTypes: ['violations'],
        ...(runOnly && { runOnly }),
      }),
    [within, rules] as const,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`);
}
