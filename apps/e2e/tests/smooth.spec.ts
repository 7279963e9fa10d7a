/**
 * The page stays smooth while its worker trains on all cores. The opposite is tested too: with the worker's code run on
 * the page itself the same measure must cry out, or it would measure nothing.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { wakeLab } from './lab-page.ts';
import { recordMainThread } from './main-thread.ts';

const LONG_TASK_MS = 50;
const RECORDED_MS = 6_000;
/** Some steps, each of which is a long task where the page itself trains. */
const FINDING_MS = 2_000;
/** Enough for compiling, first shapes and the chart's first drawing. */
const STEPS_BEFORE = 10;

const LABS = [
  { path: '/lessons/start', lab: 'lab-first-poem' },
  { path: '/en/lessons/next-token', lab: 'lab-train-live' },
] as const;

async function train(page: Page, { path, lab }: (typeof LABS)[number]): Promise<void> {
  await page.goto(`${path}?backend=wasm`);
  const box = page.getByTestId(lab);
  await wakeLab(box);
  await box.getByTestId('start').click();
  await expect.poll(() => stepOf(page, lab), { timeout: 60_000 }).toBeGreaterThanOrEqual(STEPS_BEFORE);
}

const stepOf = async (page: Page, lab: string) => Number(await page.getByTestId(lab).getByTestId('step').textContent());

for (const place of LABS) {
  test(`no task of the main thread takes ${LONG_TASK_MS} ms of CPU while ${place.lab} trains`, async ({
    page,
    browser,
  }, testInfo) => {
    await page.addInitScript(() => {
      const long: number[] = [];
      Object.assign(globalThis, { longTasks: long });
      new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      });
    });
    await train(page, place);
    const longTasks = () => page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.length);
    const [stepBefore, longBefore] = [await stepOf(page, place.lab), await longTasks()];
    const tasks = await recordMainThread(browser, page, RECORDED_MS);
    const [steps, long] = [(await stepOf(page, place.lab)) - stepBefore, (await longTasks()) - longBefore];
    const description = `${JSON.stringify(tasks)}, ${steps} steps, ${long} entries of PerformanceObserver by the clock`;
    testInfo.annotations.push({ type: 'main thread', description });
    expect(steps).toBeGreaterThan(5);
    expect(tasks.longestCpuMs).toBeLessThan(LONG_TASK_MS);
  });
}

test('the same measure finds training that runs on the main thread', async ({ page, browser }) => {
  // A worker in name only: its script is loaded into the page, and messages go round through events.
  await page.addInitScript(() => {
    class FakeWorker extends EventTarget {
      constructor(url: URL | string, { name = '' }: WorkerOptions = {}) {
        super();
        // All workers start from one script, which finds its part by the name.
        window.name = name;
        const answer = (data: unknown) =>
          this.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }));
        window.postMessage = (data: unknown) => void answer(data);
        void import(String(url));
      }
      postMessage(data: unknown): void {
        window.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }));
      }
      terminate(): void {
        window.postMessage = () => undefined;
      }
    }
    Object.assign(globalThis, { Worker: FakeWorker });
    // Threads of real workers would be asked for by the fake one.
    Object.defineProperty(Navigator.prototype, 'hardwareConcurrency', { value: 1 });
  });
  const [place] = LABS;
  await train(page, place);
  const stepBefore = await stepOf(page, place.lab);
  const tasks = await recordMainThread(browser, page, FINDING_MS);
  expect((await stepOf(page, place.lab)) - stepBefore).toBeGreaterThan(0);
  expect(tasks.longestCpuMs).toBeGreaterThan(LONG_TASK_MS);
});

test('a lab page is isolated, and its worker computes on as many threads as there are cores', async ({ page }) => {
  await train(page, LABS[0]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const told = await page.getByTestId(LABS[0].lab).getByTestId('backend').textContent();
  const threads = Number(/(\d+) 线程/.exec(told ?? '')?.[1]);
  expect(threads).toBe(Math.min(cores, 8));
  if (cores > 1) expect(threads).toBeGreaterThan(1);
});
