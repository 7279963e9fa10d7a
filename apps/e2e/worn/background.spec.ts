/**
 * Training in a tab that nobody looks at: it goes on, is saved all the while, and what is on the page afterwards is what happened.
 * WORN_MINUTES says how long (1; the long run was with more). Puppeteer drives it: Playwright makes every page believe that it is in
 * front, and Chromium then never hides it.
 */
import puppeteer, { type Page } from 'puppeteer-core';
import { BROWSER_FLAGS, findBrowser } from '../../../scripts/find-browser.ts';
import { expect, test } from '../tests/fixtures.ts';

const MINUTES = Number(process.env.WORN_MINUTES ?? '1');
const STEPS = 20_000;
const WINDOW_MS = 20_000;
const PATIENCE_MS = 300_000;
const STALLED_MINUTES = 2;

const inLab = (testId: string) => `[data-testid="lab-train-live"] [data-testid="${testId}"]`;
const stepOf = (page: Page) => page.$eval(inLab('step'), (element) => Number(element.textContent));
const visibilityOf = (page: Page) => page.evaluate(() => document.visibilityState);

/** Brings the lab into view and waits until it hears. */
async function wake(page: Page): Promise<void> {
  await page.$eval('[data-testid="lab-train-live"]', (lab) => lab.scrollIntoView());
  await page.waitForFunction(
    () =>
      document.querySelector('[data-testid="lab-train-live"]')?.closest('astro-island')?.hasAttribute('ssr') === false,
  );
}

async function start(page: Page): Promise<void> {
  await wake(page);
  await page.$eval(
    inLab('steps'),
    (input, steps) => {
      (input as HTMLInputElement).value = String(steps);
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    STEPS,
  );
  await page.click(inLab('start'));
  await page.waitForFunction((at) => Number(document.querySelector(at)?.textContent) >= 2, {}, inLab('step'));
}

test(`a run goes on for ${MINUTES} min in a background tab and is saved`, async ({ server }) => {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('no browser was found; install Chromium or set CHROME_PATH.');
  const browser = await puppeteer.launch({
    executablePath,
    args: [...BROWSER_FLAGS],
    protocolTimeout: PATIENCE_MS,
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.setDefaultNavigationTimeout(PATIENCE_MS);
    await page.goto(`${server.url}/lessons/next-token?backend=wasm`);
    await start(page);
    const first = await stepOf(page);

    const other = await browser.newPage();
    await other.goto(`${server.url}/en/glossary`, { timeout: PATIENCE_MS });
    await other.bringToFront();
    await expect.poll(() => visibilityOf(page)).toBe('hidden');
    const begun = Date.now();
    const looks = [{ minutes: 0, step: first }];
    while (Date.now() - begun < MINUTES * 60_000) {
      await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
      looks.push({ minutes: (Date.now() - begun) / 60_000, step: await stepOf(page) });
      if ((looks.at(-1)?.step ?? 0) >= STEPS) break;
    }
    expect(await visibilityOf(page)).toBe('hidden');
    console.log(looks.map(({ minutes, step }) => `${minutes.toFixed(1)} min: ${step}`).join(', '));
    // Whatever else the machine had to do, every two minutes found the run further on, until its last step.
    const stalled = looks.filter(
      ({ step, minutes }) =>
        step < STEPS && looks.some((earlier) => minutes - earlier.minutes > STALLED_MINUTES && earlier.step >= step),
    );
    expect(stalled).toEqual([]);

    await other.close();
    await page.bringToFront();
    await expect.poll(() => visibilityOf(page)).toBe('visible');
    if ((await stepOf(page)) < STEPS) {
      await page.click(inLab('pause'));
      await page.waitForSelector(inLab('resume'));
    }
    const reached = await stepOf(page);
    expect(reached).toBeGreaterThan(first);
    await page.reload();
    await wake(page);
    await page.waitForSelector(inLab('resume-saved'));
    await page.click(inLab('resume-saved'));
    await page.waitForFunction(
      (at, least) => Number(document.querySelector(at)?.textContent) >= least,
      {},
      inLab('step'),
      reached,
    );
  } finally {
    await browser.close();
  }
});
