/** The steps of the smoke run: each throws what went wrong and otherwise says in a few words what was seen. */
import { secretQuizzes } from '@glassbox/curriculum/secret';
import type { Page } from 'puppeteer-core';
import type { TestServer } from '../tests/server.ts';

const WAIT_MS = 240_000;
const STEPS = 30;
const PAGES = [
  '/',
  '/en',
  '/lessons/start',
  '/en/lessons/transformer',
  '/lessons/build-a-knowledge-base',
  '/glossary',
  '/search',
  '/ask',
  '/me',
  '/review',
  '/account',
  '/join',
  '/bench',
  '/offline',
  '/mini/poem',
  '/teach',
  '/en/teach/reports',
];

/** Every page has a heading, and nothing on it wakes up with an error. */
export async function openEveryKind(page: Page, { url }: TestServer): Promise<string> {
  for (const path of PAGES) {
    const response = await page.goto(url + path);
    if (response && response.status() >= 400 && path !== '/mini/poem') throw new Error(`${path}: ${response.status()}`);
    await page.waitForSelector('h1', { timeout: WAIT_MS });
    await page.evaluate(async () => {
      for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
        scrollTo(0, y);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    await page.waitForFunction(() => document.querySelector('astro-island[ssr][client="load"]') === null, {
      timeout: WAIT_MS,
    });
  }
  return `${PAGES.length} pages`;
}

export async function answerQuestion(page: Page, { url }: TestServer): Promise<string> {
  await page.goto(`${url}/lessons/start`);
  const { id, right } = await pickSingleChoice(page);
  await choose(page, id, right);
  await untilPhase(page, id, 'right');
  await page.reload();
  await untilPhase(page, id, 'right');
  return `${id} right, and after a reload`;
}

export async function searchBoth(page: Page, { url }: TestServer): Promise<string> {
  for (const [path, query, found] of [
    ['/search', '注意力头', 'ol a[href^="/lessons/transformer#"]'],
    ['/en/search', 'perplexity', 'ol a.page[href="/en/lessons/next-token"]'],
  ] as const) {
    await page.goto(url + path);
    await page.waitForSelector('input[type="search"]');
    await page.type('input[type="search"]', query);
    await page.waitForSelector(found, { timeout: WAIT_MS });
  }
  return 'one place in each language';
}

/** Trains on WebAssembly, pauses, reloads, continues and finishes. */
export async function trainAndContinue(page: Page, { url }: TestServer): Promise<string> {
  const inLab = (testId: string) => `[data-testid="lab-first-poem"] [data-testid="${testId}"]`;
  const step = () => page.$eval(inLab('step'), (element) => Number(element.textContent));
  const wake = async () => {
    await page.$eval('[data-testid="lab-first-poem"]', (lab) => lab.scrollIntoView());
    await page.waitForFunction(
      () =>
        document.querySelector('[data-testid="lab-first-poem"]')?.closest('astro-island')?.hasAttribute('ssr') ===
        false,
      { timeout: WAIT_MS },
    );
  };
  await page.goto(`${url}/lessons/start?backend=wasm`);
  await wake();
  await page.$eval('[data-testid="lab-first-poem"] details.lab-settings', (details) =>
    details.setAttribute('open', ''),
  );
  await page.$eval(
    inLab('steps'),
    (input, steps) => {
      (input as HTMLInputElement).value = String(steps);
      input.dispatchEvent(new Event('change', { bubbles: true }));
    },
    STEPS,
  );
  await page.click(inLab('start'));
  await page.waitForFunction(
    (at) => Number(document.querySelector(at)?.textContent) >= 5,
    { timeout: WAIT_MS },
    inLab('step'),
  );
  await page.click(inLab('pause'));
  await page.waitForSelector(inLab('resume'), { timeout: WAIT_MS });
  const paused = await step();
  const backend = await page.$eval(inLab('backend'), (chip) => chip.textContent?.trim());
  await page.reload();
  await wake();
  await page.click(inLab('resume-saved'));
  await page.waitForSelector(inLab('result'), { timeout: WAIT_MS });
  const [first, last] = await Promise.all(
    ['loss-first', 'loss-train'].map((id) => page.$eval(inLab(id), (element) => Number(element.textContent))),
  );
  if (!((last ?? Number.NaN) < (first ?? Number.NaN))) throw new Error(`loss ${first} → ${last}`);
  return `${backend}: paused at ${paused}, continued after a reload to ${await step()}, loss ${first} → ${last}`;
}

/** With the server really gone: a lesson that was never opened. */
export async function readOffline(page: Page, server: TestServer): Promise<string> {
  await page.goto(`${server.url}/lessons/start`);
  await page.waitForFunction(() => localStorage.getItem('glassbox.offline')?.endsWith(' zh'), { timeout: WAIT_MS });
  await page.reload();
  await server.stop();
  try {
    await page.goto(`${server.url}/lessons/unsupervised`);
    const title = await page.$eval('h1', (heading) => heading.textContent?.trim());
    await page.goto(`${server.url}/account`);
    const said = await page.$eval('h1', (heading) => heading.textContent?.trim());
    return `read “${title}”, and of the account “${said}”`;
  } finally {
    await server.start();
  }
}

/** An answer without a server is kept, and arrives when it is back. */
export async function answerOffline(page: Page, server: TestServer): Promise<string> {
  await page.goto(`${server.url}/lessons/start`);
  const { id, right } = await pickSingleChoice(page);
  await server.stop();
  try {
    await choose(page, id, right);
    await untilPhase(page, id, 'kept');
  } finally {
    await server.start();
  }
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await untilPhase(page, id, 'right');
  return `${id} kept, then right`;
}

/** A single choice of the learner's own quiz that is still open, with its right option. */
async function pickSingleChoice(page: Page): Promise<{ id: string; right: string }> {
  await page.$eval('[data-testid="quiz"]', (quiz) => quiz.scrollIntoView());
  await page.waitForSelector('[data-testid="quiz"][data-source="personal"]', { timeout: WAIT_MS });
  const open = await page.$$eval('form[data-question][data-phase="open"]', (forms) =>
    forms.map((form) => form.getAttribute('data-question')),
  );
  for (const question of secretQuizzes.start?.questions ?? []) {
    if (question.kind !== 'single-choice' || !open.includes(question.id)) continue;
    const right = question.key.options.find(({ correct }) => correct);
    if (right) return { id: question.id, right: right.id };
  }
  throw new Error('start has no single choice left to answer');
}

async function choose(page: Page, id: string, option: string): Promise<void> {
  const form = `form[data-question="${id}"]`;
  await page.$eval(form, (element) => element.scrollIntoView({ block: 'center' }));
  await page.click(`${form} [data-option="${option}"] input`);
  const certainty = await page.$(`${form} input[name$="-certainty"]`);
  await certainty?.click();
  await page.click(`${form} button[type="submit"]`);
}

async function untilPhase(page: Page, id: string, phase: string): Promise<void> {
  await page.$eval('[data-testid="quiz"]', (quiz) => quiz.scrollIntoView());
  await page.waitForSelector(`form[data-question="${id}"][data-phase="${phase}"]`, { timeout: WAIT_MS });
}
