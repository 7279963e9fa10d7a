/**
 * `pnpm --filter @glassbox/e2e browsers [--browser firefox|chrome] [--path PROGRAM] [--only NAME]`: what a learner does, in a browser
 * that Playwright can't drive as its distribution ships it: Debian's Firefox, through WebDriver BiDi. Opens every kind of page,
 * answers a question, trains and continues a run, searches, reads and answers without the server. Prints one line per step and
 * what the browser can do; ends with 1 when a step failed. The site and the API must be built.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { BROWSER_FLAGS } from '../../../scripts/find-browser.ts';
import { startTestServer, type TestServer } from '../tests/server.ts';
import { PROBES, probe } from './features.ts';
import { answerOffline, answerQuestion, openEveryKind, readOffline, searchBoth, trainAndContinue } from './steps.ts';

const PLACES = { firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'], chrome: ['/usr/bin/chromium'] };
const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'firefox' },
    path: { type: 'string' },
    only: { type: 'string' },
    site: { type: 'string' },
  },
});

/** A shared machine may be slow; what hangs is seen all the same. */
const PATIENCE_MS = 240_000;

const name = values.browser === 'chrome' ? 'chrome' : 'firefox';
const executablePath = values.path ?? PLACES[name].find((place) => existsSync(place));
if (executablePath === undefined) {
  throw new Error(
    `${name}: none of ${PLACES[name].join(', ')} is there; install it (apt-get install firefox-esr) or give --path.`,
  );
}

const server = await startTestServer(values.site);
const browser = await puppeteer.launch({
  browser: name,
  executablePath,
  headless: true,
  protocolTimeout: 600_000,
  args: name === 'chrome' ? [...BROWSER_FLAGS] : [],
});
try {
  console.log(await browser.version());
  process.exitCode = (await runAll(browser, server)) ? 0 : 1;
} finally {
  await browser.close();
  await server.dispose();
}

async function runAll(opened: Browser, at: TestServer): Promise<boolean> {
  const steps: Record<string, (page: Page, server: TestServer) => Promise<string>> = {
    pages: openEveryKind,
    answer: answerQuestion,
    search: searchBoth,
    train: trainAndContinue,
    offline: readOffline,
    'offline-answer': answerOffline,
  };
  let allWell = true;
  const page = await opened.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.setDefaultNavigationTimeout(PATIENCE_MS);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(at.url);
  console.log(JSON.stringify(await page.evaluate(probe, PROBES)));
  for (const [step, run] of Object.entries(steps)) {
    if (values.only !== undefined && values.only !== step) continue;
    const begun = performance.now();
    const said = await run(page, at).catch((error: unknown) => {
      allWell = false;
      return `FAILED: ${error instanceof Error ? error.message : String(error)}`;
    });
    console.log(`${step}: ${said} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  }
  if (errors.length > 0) console.log(`script errors: ${errors.join(' | ')}`);
  return allWell && errors.length === 0;
}
