/**
 * The first lab really trains, on both fast backends: the loss falls, poems appear, the run pauses, outlives a reload and goes
 * on from the same step. WebGPU runs on a software adapter here, at some seconds a step: it trains five.
 */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { wakeLab } from './lab-page.ts';

/** Steps of the run, at which step to pause, and by how many nats the training loss must have fallen at the end. */
const RUNS = [
  { backend: 'wasm', steps: 120, pauseAfter: 30, fall: 1.5 },
  { backend: 'webgpu', steps: 5, pauseAfter: 1, fall: 0.3 },
] as const;

const lab = (page: Page) => page.getByTestId('lab-first-poem');
const numberIn = async (page: Page, id: string) => Number((await lab(page).getByTestId(id).textContent()) ?? 'NaN');

async function openLab(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await wakeLab(lab(page));
}

for (const { backend, steps, pauseAfter, fall } of RUNS) {
  test(`on ${backend} the loss falls by ${fall} nats, poems appear, and a paused run outlives a reload`, async ({
    page,
  }) => {
    test.setTimeout(420_000);
    await openLab(page, `/lessons/start?backend=${backend}`);
    await lab(page).locator('details.lab-settings summary').click();
    await lab(page).getByTestId('steps').fill(String(steps));
    await lab(page).getByTestId('steps').blur();
    await lab(page).getByTestId('prediction').getByRole('radio').last().check();

    await lab(page).getByTestId('start').click();
    await expect(lab(page).getByTestId('backend')).toHaveAttribute('data-backend', backend, { timeout: 120_000 });
    await expect.poll(() => numberIn(page, 'step'), { timeout: 200_000 }).toBeGreaterThanOrEqual(pauseAfter);
    await lab(page).getByTestId('pause').click();
    await expect(lab(page).getByTestId('resume')).toBeVisible({ timeout: 60_000 });
    const paused = await numberIn(page, 'step');
    const first = await numberIn(page, 'loss-first');
    expect(paused).toBeLessThan(steps);
    await expect(lab(page).getByTestId('sample-latest')).not.toBeEmpty();

    await page.reload();
    await wakeLab(lab(page));
    await lab(page).getByTestId('resume-saved').click();
    await expect.poll(() => numberIn(page, 'step'), { timeout: 120_000 }).toBeGreaterThan(paused);
    await expect(lab(page).getByTestId('result')).toBeVisible({ timeout: 300_000 });
    expect(await numberIn(page, 'step')).toBe(steps);
    expect(await numberIn(page, 'loss-train')).toBeLessThan(first - fall);
    expect(await numberIn(page, 'loss-first')).toBe(first);
    await expect(lab(page).getByTestId('sample-latest')).not.toBeEmpty();
  });
}

test('another seed gives another poem, the same seed the same one', async ({ page }) => {
  const poemOf = async (seed: number) => {
    await openLab(page, '/lessons/start?backend=wasm');
    if (await lab(page).getByTestId('reset').isVisible()) await lab(page).getByTestId('reset').click();
    await lab(page).locator('details.lab-settings summary').click();
    await lab(page).getByTestId('steps').fill('20');
    await lab(page).getByTestId('seed').fill(String(seed));
    await lab(page).getByTestId('seed').blur();
    await lab(page).getByTestId('start').click();
    await expect(lab(page).getByTestId('result')).toBeVisible({ timeout: 120_000 });
    const poem = await lab(page).getByTestId('sample-latest').textContent();
    await lab(page).getByTestId('reset').click();
    return poem;
  };
  const [one, two, again] = [await poemOf(1), await poemOf(2), await poemOf(1)];
  expect(one).not.toBe(two);
  expect(again).toBe(one);
});

test('a browser with neither WebGPU nor WebAssembly is told so and trains in plain JavaScript', async ({
  page,
  context,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined });
  });
  // Workers don't run init scripts: take both away at the top of the worker's own file.
  await page.route('**/*worker*.js', async (route) => {
    const response = await route.fetch();
    const body = `delete globalThis.WebAssembly;Object.defineProperty(globalThis.navigator,'gpu',{value:undefined});${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await openLab(page, '/en/lessons/start');
  await lab(page).locator('details.lab-settings summary').click();
  await lab(page).getByTestId('steps').fill('10');
  await lab(page).getByTestId('steps').blur();
  await lab(page).getByTestId('start').click();
  await expect(lab(page).getByTestId('backend')).toHaveAttribute('data-backend', 'cpu', { timeout: 60_000 });
  await expect(lab(page).locator('.lab-warn').first()).toBeVisible();
});
