/** The GPU is taken away in the middle of a lab: the browser's GPU process is crashed, as a driver's restart does. */
import type { Browser } from '@playwright/test';
import { expect, test } from '../tests/fixtures.ts';
import { openLab } from '../tests/lab-page.ts';
import { startTraining, stepOf, untilStep } from './training-lab.ts';

test.use({ allowedErrors: /GPU|WebGPU|device|context|adapter/iu });

async function crashGpu(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  // It answers nothing: what would answer is gone.
  await Promise.race([session.send('Browser.crashGpuProcess'), new Promise((resolve) => setTimeout(resolve, 2_000))]);
}

for (const { path, words } of [
  { path: '/lessons/start', words: '显卡' },
  { path: '/en/lessons/start', words: 'graphics processor' },
]) {
  test(`${path}: the run says so and goes on from its save, on the GPU again or on WebAssembly`, async ({
    page,
    browser,
  }) => {
    const lab = await startTraining(page, { path, backend: 'webgpu', steps: 200 });
    // The first save comes after the first step.
    await expect(lab.getByTestId('keeping')).toContainText(/\d/u);
    const before = await stepOf(lab);
    await crashGpu(browser);
    const failure = lab.getByTestId('failure');
    await expect(failure).toHaveAttribute('data-code', 'GPU_LOST', { timeout: 120_000 });
    await expect(failure).toContainText(words);
    await lab.getByTestId('backend-select').selectOption('wasm');
    await failure.getByRole('button').first().click();
    await expect(lab.getByTestId('backend')).toHaveAttribute('data-backend', 'wasm', { timeout: 120_000 });
    await untilStep(lab, before + 3);
    await expect(failure).toHaveCount(0);
  });
}

test('a lab that only asks a model says so too, and answers again on the next press', async ({ page, browser }) => {
  const sampling = await openLab(page, '/lessons/next-token?backend=webgpu', 'lab-sampling');
  await expect(sampling.getByTestId('backend')).toHaveAttribute('data-backend', 'webgpu', { timeout: 120_000 });
  await expect(sampling.getByTestId('left')).toBeVisible({ timeout: 120_000 });
  await crashGpu(browser);
  await sampling.getByRole('slider').first().press('ArrowRight');
  await expect(sampling.getByTestId('failure')).toHaveAttribute('data-code', 'GPU_LOST', { timeout: 120_000 });
  await sampling.getByRole('slider').first().press('ArrowRight');
  await expect(sampling.getByTestId('failure')).toHaveCount(0, { timeout: 120_000 });
});

test('a lab that computes now and then says so too when it is lost in the midst of reading', async ({
  page,
  browser,
}) => {
  const groups = await openLab(page, '/lessons/unsupervised?backend=webgpu', 'lab-groups');
  await expect(groups.getByTestId('settle')).toBeEnabled();
  await groups.getByTestId('data-poem-ends').check();
  await expect(groups.getByRole('progressbar')).toBeVisible({ timeout: 120_000 });
  await crashGpu(browser);
  await expect(groups.getByTestId('failure')).toHaveAttribute('data-code', 'GPU_LOST', { timeout: 120_000 });
  await expect(groups.getByRole('progressbar')).toHaveCount(0);
});
