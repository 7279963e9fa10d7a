/** The page that measures a device: runs to its end, says what it copies, stops at once, and is open to everyone. */
import type { Page } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';

interface CopiedRow {
  id: string;
  value: number | null;
  unit: string;
  must: null;
  aim: null;
  pass: null;
  machine: { backend: string; cores: number; threads: number; isCrossOriginIsolated: boolean };
}

const COMPARED = [
  'product.nn',
  'product.nt',
  'product.tn',
  'step',
  'step.tokens',
  'step.gflops',
  'work.kernel-calls',
] as const;
const RIVALS = ['glassbox', 'tfjs'] as const;

const state = (page: Page) => page.getByTestId('state');
const cell = (page: Page, id: string) => page.locator(`[data-row="${id}"]`);

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${path}?backend=wasm`);
  await expect(page.locator('astro-island', { has: page.getByTestId('start') })).not.toHaveAttribute('ssr', /.*/);
}

async function measureSmall(page: Page): Promise<void> {
  await page.getByTestId('model-select').selectOption('small');
  await page.getByTestId('start').click();
  await expect(state(page)).toHaveAttribute('data-phase', 'finished', { timeout: 60_000 });
}

/** As the table writes numbers: whole from 100 and for counts, else three digits. */
function written(value: number, tag: string): string {
  const digits =
    value >= 100 || Number.isInteger(value)
      ? { maximumFractionDigits: 0 }
      : { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return value.toLocaleString(tag, digits);
}

/** The rows that were copied, each compared with the cell that shows it. */
async function expectShown(page: Page, copied: string, tag: string): Promise<CopiedRow[]> {
  const rows: CopiedRow[] = JSON.parse(copied);
  for (const line of COMPARED) {
    for (const rival of RIVALS) {
      const row = rows.find(({ id }) => id === `${line}.${rival}`);
      expect(row, `${line}.${rival}`).toMatchObject({ value: expect.any(Number), must: null, pass: null });
      expect(row?.value, `${line}.${rival}`).toBeGreaterThan(0);
      await expect(cell(page, `${line}.${rival}`)).toHaveText(written(row?.value ?? Number.NaN, tag));
    }
  }
  return rows;
}

test('/bench measures on WebAssembly, and what it copies is what its table shows', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '/bench');
  await expect(cell(page, 'step.glassbox')).toHaveText('–');
  await measureSmall(page);

  await page.getByTestId('copy').click();
  await expect(page.getByTestId('copied')).not.toBeEmpty();
  const rows = await expectShown(page, await page.evaluate(() => navigator.clipboard.readText()), 'zh-CN');
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  expect(rows[0]?.machine).toMatchObject({ backend: 'wasm', cores, isCrossOriginIsolated: true });
  const calls = rows.find(({ id }) => id === 'work.kernel-calls.glassbox')?.value ?? Number.NaN;
  expect(Number.isInteger(calls)).toBe(true);
  await expect(page.getByRole('table').getByRole('columnheader')).toHaveCount(4);

  expect(await violationsOn(page)).toEqual([]);
});

test('stop ends the worker at once, keeps what was measured, and the next run starts anew', async ({ page }) => {
  await open(page, '/bench');
  await page.getByTestId('start').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('stop')).toBeFocused();
  await expect(cell(page, 'product.nn.glassbox')).not.toHaveText('–', { timeout: 60_000 });
  const measured = await cell(page, 'product.nn.glassbox').textContent();
  expect(page.workers().length).toBeGreaterThan(0);
  await page.getByTestId('stop').click();
  await expect(state(page)).toHaveAttribute('data-phase', 'stopped', { timeout: 1_000 });
  await expect.poll(() => page.workers().length).toBe(0);
  await expect(cell(page, 'product.nn.glassbox')).toHaveText(measured ?? '');
  await expect(page.getByTestId('copy')).toHaveCount(0);

  await page.getByTestId('start').click();
  await expect(state(page)).toHaveAttribute('data-phase', 'running');
  await expect(cell(page, 'product.nn.glassbox')).toHaveText('–');
  await page.getByTestId('stop').click();
});

test('in English, where the clipboard is refused, the whole result stands selected in a field', async ({
  page,
  context,
}) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });
  });
  await open(page, '/en/bench');
  await measureSmall(page);
  await page.getByTestId('copy').click();
  const field = page.getByRole('textbox', { name: 'Measurement as JSON' });
  await expect(field).toBeFocused();
  const selected = await field.evaluate((area: HTMLTextAreaElement) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  const rows = await expectShown(page, selected, 'en');
  expect(rows).toContainEqual(expect.objectContaining({ id: 'step.glassbox', unit: 'ms' }));
});

test('without WebGPU the page says so and offers WebAssembly', async ({ page, context }) => {
  await context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined });
  });
  await open(page, '/en/bench');
  await expect(page.getByTestId('no-webgpu')).toBeVisible();
  await expect(page.locator('option[value="webgpu"]')).toBeDisabled();
  await expect(page.getByTestId('backend-select')).toHaveValue('wasm');
});

test('a software graphics card is called one, and where the standard model is too slow the small one takes its place', async ({
  page,
}) => {
  await page.goto('/en/bench?backend=webgpu');
  await expect(page.getByTestId('backend-select')).toHaveValue('webgpu');
  await page.getByTestId('start').click();
  await expect(page.getByTestId('software')).toContainText(/swiftshader/i, { timeout: 60_000 });
  await expect(page.getByTestId('device')).toContainText(/swiftshader/i);
  await expect(page.getByTestId('slow')).toContainText(/about [\d.,]+ s/, { timeout: 120_000 });
  await expect(page.getByRole('table')).toContainText('2 layers, width 64');
  await page.getByTestId('stop').click();
});

test('a worker that does not start is told, and measuring again is offered', async ({ page }) => {
  await page.route('**/worker-*.js', (route) => route.abort());
  await open(page, '/bench');
  await page.getByTestId('start').click();
  await expect(page.getByRole('alert')).toHaveAttribute('data-code', 'WORKER_FAILED');
  await expect(page.getByTestId('start')).toBeEnabled();
});
