/** What is handed in for each experiment of the course: once so that it passes, once so that it does not. */
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { expect } from '../tests/fixtures.ts';
import { TEST_SET } from './test-set.ts';

type Outcome = 'right' | 'wrong';
type HandIn = (page: Page, form: Locator) => Promise<void>;

const FILES = ['config.json', 'model.safetensors', 'tokenizer.json'] as const;
const PLAYS = filesIn('../fixtures/plays-model/');
const RUN_MS = 900_000;
const FEW_STEPS = '10';

function filesIn(folder: string): string[] {
  return FILES.map((name) => fileURLToPath(new URL(`${folder}${name}`, import.meta.url)));
}

const files =
  (paths: readonly string[]): HandIn =>
  (_, form) =>
    form.getByTestId('hand-in-files').setInputFiles([...paths]);

const settings =
  (json: object): HandIn =>
  async (_, form) => {
    await form.getByTestId('hand-in-json').fill(JSON.stringify(json));
    await form.getByTestId('hand-in-settings').click();
  };

/** Hands in what a run in the lab above has trained. */
const fromLab =
  (lab: string, run: (lab: Locator) => Promise<void>): HandIn =>
  async (page, form) => {
    const frame = page.getByTestId(`lab-${lab}`);
    await frame.scrollIntoViewIfNeeded();
    await run(frame);
    await expect(frame.getByTestId('result')).toBeVisible({ timeout: RUN_MS });
    await form.scrollIntoViewIfNeeded();
    await form.getByTestId('hand-in-lab').click();
  };

/** Trains a point of the sweep, its answers written from the ones up. */
const adder = (size: string): HandIn =>
  fromLab('emergence', async (lab) => {
    const open = lab.getByTestId('open');
    await expect(open.or(lab.getByTestId('train'))).toBeVisible();
    if (await open.isVisible()) await open.click();
    await lab.getByTestId('addition').selectOption('addition-reversed');
    await lab.getByTestId('size').selectOption(size);
    await lab.getByTestId('train').click();
    await expect(lab.getByTestId('trained')).toBeVisible({ timeout: RUN_MS });
  });

const HAND_INS: Readonly<Record<string, Readonly<Record<Outcome, HandIn>>>> = {
  'train-your-own': {
    right: files(PLAYS),
    wrong: fromLab('train-live', async (lab) => {
      await lab.getByTestId('steps').fill(FEW_STEPS);
      await lab.getByTestId('steps').blur();
      await lab.getByTestId('start').click();
    }),
  },
  'adapt-your-own': {
    right: fromLab('head-start', async (lab) => {
      await lab.getByTestId('size').selectOption('quick');
      await lab.getByTestId('run').click();
    }),
    // As it was shipped, with nothing learnt.
    wrong: files(filesIn('../../../packages/models/bard/')),
  },
  'tune-the-base': {
    right: settings({ search: 'both', passages: 5, threshold: 0.65 }),
    wrong: settings({ search: 'words', passages: 5, threshold: 0 }),
  },
  // The smallest learns next to nothing in this order.
  'small-adder': { right: adder('2 × 32'), wrong: adder('1 × 8') },
  'tell-apart': { right: settings({ items: TEST_SET }), wrong: settings({ items: TEST_SET.slice(0, 3) }) },
};

/** Hands in an experiment of the open page and waits for the server's own measurement. */
export async function handIn(page: Page, id: string, outcome: Outcome): Promise<void> {
  const form = page.locator(`form[data-question="${id}"]`);
  const way = HAND_INS[id]?.[outcome];
  if (way === undefined) throw new Error(`handIn: nobody has shown this walk how to do experiment ${id}`);
  await form.scrollIntoViewIfNeeded();
  await way(page, form);
  await expect(form).toHaveAttribute('data-phase', outcome, { timeout: RUN_MS });
  await expect(form.getByTestId('experiment')).toHaveAttribute('data-experiment', 'graded');
}
