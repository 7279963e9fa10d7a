/** What every page owes a person: no axe violation, no sideways scrolling, nothing that jumps, the right language. */
import { lessons } from '@glassbox/curriculum/public';
import type { Locator, Page } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { wakeLab } from './lab-page.ts';

const PAGES = [
  '',
  ...lessons.filter(({ status }) => status === 'ready').map(({ slug }) => `/lessons/${slug}`),
  '/glossary',
  '/search',
  '/me',
  '/bench',
].flatMap((path) => [path || '/', `/en${path}`]);
const PHONE = { width: 390, height: 844 };
const SETTLED_MS = 2_000;

/** What can differ between light and dark; everything else is the same page. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Resolves once what a page fetches stands there: on a lesson, whose questions wake when one is near, those drawn for this learner. */
async function settle(page: Page, path: string): Promise<void> {
  if (!path.includes('/lessons/')) return page.waitForLoadState('networkidle');
  await page.getByTestId('quiz').scrollIntoViewIfNeeded();
  await page.locator('[data-testid="quiz"][data-source="personal"]').waitFor();
}

for (const path of PAGES) {
  test(`${path} has no axe violation in light or dark, fits a phone and says its language`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(path);
    await settle(page, path);
    expect(await violationsOn(page), 'light').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    // Colours that fade are looked at when they have.
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
    );
    expect(await violationsOn(page, { rules: COLOUR_RULES }), 'dark').toEqual([]);
    await page.setViewportSize(PHONE);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: 'on a phone' })
      .toBeLessThanOrEqual(PHONE.width);
    await expect(page.locator('html')).toHaveAttribute('lang', path.startsWith('/en') ? 'en' : 'zh-CN');
  });
}

test('nothing moves while a lesson is read from top to bottom and its labs load', async ({ page }) => {
  await page.addInitScript(() => {
    let shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) shift += entry.value;
      }
      document.documentElement.dataset.shift = String(shift);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  for (const path of ['/lessons/start', '/en/lessons/next-token']) {
    await page.goto(path);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    for (let y = 0; y < height; y += 600) {
      await page.mouse.wheel(0, 600);
      await page.waitForTimeout(80);
    }
    // Whatever comes late has come by now; the network itself never rests on a page that notes where one reads.
    await page.waitForTimeout(SETTLED_MS);
    expect(Number((await page.locator('html').getAttribute('data-shift')) ?? 0), path).toBeLessThan(0.02);
  }
});

test('a page that is only read ships at most 15 KB of script, all of it after its first paint', async ({ page }) => {
  let bytes = 0;
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script')
      bytes += Number(response.headers()['content-length'] ?? Number.NaN);
  });
  for (const path of ['/glossary', '/en/glossary']) {
    bytes = 0;
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    expect(bytes, path).toBeGreaterThan(0);
    expect(bytes, path).toBeLessThanOrEqual(15 * 1024);
    const early = await page.evaluate(() => {
      const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
      const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
      return scripts.filter(({ startTime }) => !(startTime >= painted)).map(({ name }) => name);
    });
    expect(early, path).toEqual([]);
  }
});

test('at 390 px no line begins with the mark or the citation behind a term', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await page.goto('/lessons/transformer');
  const { terms, torn } = await page.evaluate(() => {
    const held = [...document.querySelectorAll('main p [data-term]')].map((term) => {
      const after = document.createTreeWalker(term.closest('p') ?? term, NodeFilter.SHOW_TEXT);
      const behind = document.createRange();
      for (let node = after.nextNode(); node; node = after.nextNode()) {
        const isBehind = term.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (!isBehind || term.contains(node) || node.parentElement?.closest('[popover]')) continue;
        behind.setStart(node, 0);
        behind.setEnd(node, 1);
        break;
      }
      const isMark = /^[\d，。、：；？！）”》]/u.test(behind.toString());
      const end = [...term.getClientRects()].at(-1);
      const isTorn = isMark && end !== undefined && behind.getBoundingClientRect().top > end.bottom;
      return { isMark, torn: isTorn ? `${term.textContent}${behind}` : '' };
    });
    return { terms: held.filter(({ isMark }) => isMark).length, torn: held.map(({ torn }) => torn).filter(Boolean) };
  });
  expect(terms).toBeGreaterThan(3);
  expect(torn).toEqual([]);
});

test('a printed lesson says where its lab and its questions are, and shows neither', async ({ page }) => {
  await page.goto('/en/lessons/start');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('Here is a lab; it is done online.')).toBeVisible();
  await expect(page.getByText(/^Here: 7 questions/)).toBeVisible();
  await expect(page.locator('main form, main .lab, main .back').filter({ visible: true })).toHaveCount(0);
});

test('the language switch keeps the lesson, and what was asked of a page', async ({ page }) => {
  await page.goto('/lessons/next-token');
  await page.getByRole('link', { name: 'English' }).first().click();
  await expect(page).toHaveURL(/\/en\/lessons\/next-token$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.goto('/en/search');
  await page.getByRole('searchbox').fill('GPT-3');
  await expect(page).toHaveURL(/\/en\/search\?q=GPT-3$/);
  await page.getByRole('link', { name: '中文' }).first().click();
  await expect(page).toHaveURL(/[^n]\/search\?q=GPT-3$/);
  await expect(page.locator('ol a[href^="/lessons/"]').first()).toBeVisible();
});

test('a lab’s code is fetched once the lab comes into view, that of the questions before', async ({ page }) => {
  const fetched = new Set<string>();
  page.on('request', (request) => fetched.add(new URL(request.url()).pathname));
  await page.goto('/lessons/next-token');
  const codeOf = (islands: Locator) =>
    islands.evaluateAll((all) => all.map((each) => each.getAttribute('component-url') ?? ''));
  const [quiz, labs] = [
    await codeOf(page.getByTestId('quiz').locator('xpath=ancestor::astro-island')),
    await codeOf(page.locator('[data-lab] > astro-island')),
  ];
  expect([quiz.length, labs.length]).toEqual([1, 3]);
  await expect.poll(() => quiz.filter((code) => !fetched.has(code))).toEqual([]);
  expect(labs.filter((code) => fetched.has(code))).toEqual([]);
  for (const lab of await page.locator('[data-lab]').all())
    await wakeLab(lab.locator(':scope > astro-island > *').first());
  expect(labs.filter((code) => !fetched.has(code))).toEqual([]);
});

test.describe('a missing page', () => {
  test.use({ allowedErrors: /status of 404/ });

  test('says so with status 404 in its language and leads home', async ({ page }) => {
    for (const [path, home] of [
      ['/lessons/no-such-lesson', '/'],
      ['/en/lessons/no-such-lesson', '/en'],
    ] as const) {
      const response = await page.goto(path);
      expect(response?.status()).toBe(404);
      await expect(page.locator('html')).toHaveAttribute('lang', home === '/' ? 'zh-CN' : 'en');
      await expect(page.getByRole('main').locator(`a[href="${home}#course"]`).first()).toBeVisible();
    }
  });

  test('names the lesson that was probably meant, and none where nothing is near', async ({ page }) => {
    const meant = page.locator('[data-suggestion]');
    await page.goto('/en/lessons/next-tokn');
    await expect(meant.getByRole('link', { name: 'The next token' })).toHaveAttribute('href', '/en/lessons/next-token');
    await page.goto('/en/lessons/no-such-lesson');
    await expect(meant).toBeHidden();
  });
});
