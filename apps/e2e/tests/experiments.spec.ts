/**
 * Experiments as a learner meets them: a model trained in the lab is handed in, the server's own worker runs it again, and
 * its points come back; broken files cost nothing; nothing of the hidden texts is anywhere a browser can reach.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';

const NAMES = ['config.json', 'model.safetensors', 'tokenizer.json'] as const;
const MODEL = fileURLToPath(new URL('../fixtures/plays-model/', import.meta.url));
/** A point of the lab's own sweep (`apps/api/scripts/make-adder-model.ts`). */
const ADDER = fileURLToPath(new URL('../fixtures/adder-model/', import.meta.url));
const SITE = fileURLToPath(new URL('../../course/dist/', import.meta.url));
const TEXT = /\.(html|js|json|txt|map)$/;
const HIDDEN = fileURLToPath(new URL('../../api/hidden/', import.meta.url));

const question = (page: Page) => page.locator('form[data-question="train-your-own"]');
const experiment = (page: Page) => question(page).getByTestId('experiment');
const lab = (page: Page) => page.getByTestId('lab-train-live');

async function openQuestion(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await lab(page).scrollIntoViewIfNeeded();
  await question(page).scrollIntoViewIfNeeded();
  await expect(page.getByTestId('quiz')).toHaveAttribute('data-source', 'personal');
  await expect(experiment(page)).toBeVisible();
}

async function modelFiles(change: Partial<Record<(typeof NAMES)[number], Buffer>> = {}) {
  return Promise.all(
    NAMES.map(async (name) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: change[name] ?? (await readFile(`${MODEL}${name}`)),
    })),
  );
}

test('a handed-in model is run again and earns its points, also after a reload; a broken one costs nothing', async ({
  page,
}) => {
  await openQuestion(page, '/lessons/next-token');
  const files = question(page).getByTestId('hand-in-files');
  await files.setInputFiles(await modelFiles({ 'model.safetensors': Buffer.alloc(3_000, 7) }));
  await expect(experiment(page)).toHaveAttribute('data-experiment', 'refused');
  await expect(question(page).getByTestId('experiment-news')).toContainText('没有评分');
  await expect(question(page)).toHaveAttribute('data-phase', 'open');

  await files.setInputFiles((await modelFiles()).slice(0, 1));
  await expect(question(page).getByTestId('hand-in-problem')).toContainText('model.safetensors');

  await files.setInputFiles(await modelFiles());
  await expect(experiment(page)).toHaveAttribute('data-experiment', 'graded');
  await expect(question(page)).toHaveAttribute('data-phase', 'right');
  await expect(question(page).locator('[data-metric="plays-nats"]').first()).toContainText('1.926');

  await page.reload();
  await lab(page).scrollIntoViewIfNeeded();
  await question(page).scrollIntoViewIfNeeded();
  await expect(question(page)).toHaveAttribute('data-phase', 'right');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violationsOn(page, { within: 'form[data-question="train-your-own"]' })).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 840 });
  expect(await question(page).evaluate((form) => form.scrollWidth - form.clientWidth)).toBeLessThanOrEqual(0);
});

test('the model trained in the lab above is handed in without choosing a file; without a network it waits', async ({
  page,
  context,
}) => {
  await openQuestion(page, '/en/lessons/next-token?backend=wasm');
  const handIn = question(page).getByTestId('hand-in-lab');
  await handIn.click();
  await expect(question(page).getByTestId('hand-in-problem')).toContainText('no trained model');

  await lab(page).getByTestId('steps').fill('10');
  await lab(page).getByTestId('steps').blur();
  await lab(page).getByTestId('start').click();
  await expect(lab(page).getByTestId('result')).toBeVisible({ timeout: 60_000 });

  await context.setOffline(true);
  await expect(question(page).getByTestId('hand-in-problem')).toContainText('no connection');
  await context.setOffline(false);
  await handIn.click();
  await expect(experiment(page)).toHaveAttribute('data-experiment', 'graded');
  await expect(question(page)).toHaveAttribute('data-phase', 'wrong');
  await expect(question(page).locator('[data-metric="plays-nats"]').first()).toContainText('measured');
});

test('a small adder is asked sums nobody has shown it and earns its points; a model of letters is no adder', async ({
  page,
}) => {
  await page.goto('/en/lessons/emergent-abilities');
  const form = page.locator('form[data-question="small-adder"]');
  await form.scrollIntoViewIfNeeded();
  await expect(page.getByTestId('quiz')).toHaveAttribute('data-source', 'personal');
  await form.scrollIntoViewIfNeeded();
  const files = form.getByTestId('hand-in-files');
  await files.setInputFiles(NAMES.map((name) => `${MODEL}${name}`));
  await expect(form.getByTestId('experiment')).toHaveAttribute('data-experiment', 'refused');
  await expect(form).toHaveAttribute('data-phase', 'open');

  await files.setInputFiles(NAMES.map((name) => `${ADDER}${name}`));
  await expect(form.getByTestId('experiment')).toHaveAttribute('data-experiment', 'graded');
  await expect(form).toHaveAttribute('data-phase', 'right');
  await expect(form.locator('[data-metric="parameters"]').first()).toContainText('26,304');
});

test('no line of the hidden texts is in the built site or in an answer of the server', async ({ request }) => {
  const hidden = await Promise.all(['tang-five.txt', 'plays.txt'].map((name) => readFile(`${HIDDEN}${name}`, 'utf8')));
  const lines = hidden
    .join('\n')
    .split('\n')
    .filter((line) => line.length >= 12);
  expect(lines.length).toBeGreaterThan(500);
  const sample = lines.filter((_, index) => index % 20 === 0);
  const entries = await readdir(SITE, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => TEXT.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
  const served = ['/api/lessons/next-token/quiz', '/api/openapi.json', '/hidden/plays.txt', '/api/experiments/hidden'];
  const texts = [
    ...(await Promise.all(paths.map((path) => readFile(path, 'utf8')))),
    ...(await Promise.all(served.map(async (path) => (await request.get(path)).text()))),
  ];
  expect(texts.length).toBeGreaterThan(50);
  expect(sample.filter((line) => texts.some((text) => text.includes(line)))).toEqual([]);
});
