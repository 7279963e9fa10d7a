/** Labs whose other test changes no seed: another seed brings other numbers or texts, and the first seed its own again. */
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openLab } from './lab-page.ts';

interface SeededLab {
  readonly lab: string;
  readonly lesson: string;
  /** Makes the run short. */
  readonly prepare?: (lab: Locator) => Promise<void>;
  /** Runs it and resolves to what it computed. */
  readonly run: (lab: Locator) => Promise<string>;
}

const SEEDED_LABS: readonly SeededLab[] = [
  {
    lab: 'sampling',
    lesson: 'next-token',
    // As it comes it nearly always writes the same, which is what it shows.
    prepare: (lab) => lab.getByTestId('temperature').fill('1.5'),
    async run(lab) {
      await lab.getByTestId('write').click();
      await expect(lab.getByTestId('draw').nth(1)).not.toBeEmpty();
      const texts = await lab.getByTestId('draw').allTextContents();
      await lab.getByTestId('cancel').or(lab.getByTestId('write')).click();
      return texts.slice(0, 2).join('\n');
    },
  },
  {
    lab: 'be-the-model',
    lesson: 'next-token',
    async run(lab) {
      await lab.getByTestId('start').click();
      await lab.getByTestId('put').first().click();
      await lab.getByTestId('reveal').click();
      const passage = await lab.getByTestId('passage').textContent();
      const bits = await lab.getByTestId('model-bits').textContent();
      // A game outlives the reload, and its seed stays until it is over.
      await lab.getByTestId('stop').click();
      return `${passage} ${bits}`;
    },
  },
  {
    lab: 'train-live',
    lesson: 'next-token',
    async prepare(lab) {
      await lab.getByTestId('steps').fill('20');
      await lab.getByTestId('steps').blur();
    },
    async run(lab) {
      await lab.getByTestId('start').click();
      await expect(lab.getByTestId('result')).toBeVisible();
      const result = await lab.getByTestId('loss-train').textContent();
      await lab.getByTestId('reset').click();
      return result ?? '';
    },
  },
  {
    lab: 'mitigation-bench',
    lesson: 'reduce-hallucination',
    prepare: async (lab) => void (await lab.getByTestId('per-kind').selectOption('10')),
    async run(lab) {
      await lab.getByTestId('measure').click();
      await expect(lab.getByTestId('result')).toBeVisible();
      const rates = await lab.getByTestId(/^cell-/).allTextContents();
      await lab.getByTestId('clear').click();
      return rates.join();
    },
  },
];

for (const { lab: name, lesson, prepare, run } of SEEDED_LABS) {
  test(`${name} follows its seed`, async ({ page }) => {
    const withSeed = async (seed: string) => {
      const lab = await openLab(page, `/lessons/${lesson}?backend=wasm`, `lab-${name}`);
      const settings = lab.locator('details.lab-settings > summary');
      if (await settings.isVisible()) await settings.click();
      await prepare?.(lab);
      await lab.getByTestId('seed').fill(seed);
      await lab.getByTestId('seed').blur();
      return run(lab);
    };
    const [first, other, again] = [await withSeed('1'), await withSeed('2'), await withSeed('1')];
    expect(other).not.toBe(first);
    expect(again).toBe(first);
  });
}
