/** A lab that trains, driven as its learner does. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '../tests/fixtures.ts';
import { wakeLab } from '../tests/lab-page.ts';

interface Training {
  /** Of the lesson, with its language. */
  path?: string;
  name?: 'first-poem' | 'train-live';
  backend?: 'wasm' | 'webgpu';
  steps?: number;
}

/** Opens the lesson, sets the steps and starts; resolves to the lab once the first steps are done. */
export async function startTraining(
  page: Page,
  { path = '/lessons/start', name = 'first-poem', backend = 'wasm', steps = 3_000 }: Training = {},
): Promise<Locator> {
  await page.goto(`${path}?backend=${backend}`);
  const lab = page.getByTestId(`lab-${name}`);
  await wakeLab(lab);
  const settings = lab.locator('details.lab-settings');
  if (await settings.count()) await settings.locator('summary').click();
  await lab.getByTestId('steps').fill(String(steps));
  await lab.getByTestId('steps').blur();
  await lab.getByTestId('start').click();
  await expect(lab.getByTestId('backend')).toHaveAttribute('data-backend', backend, { timeout: 120_000 });
  await untilStep(lab, 2);
  return lab;
}

export const stepOf = async (lab: Locator): Promise<number> => Number(await lab.getByTestId('step').textContent());

export async function untilStep(lab: Locator, step: number): Promise<void> {
  await expect.poll(() => stepOf(lab), { timeout: 240_000 }).toBeGreaterThanOrEqual(step);
}

export async function pause(lab: Locator): Promise<void> {
  await lab.getByTestId('pause').click();
  await expect(lab.getByTestId('resume')).toBeVisible();
}

/** Opens the page anew and goes on with the run that was paused, which must stand where it stood. */
export async function reloadAndResume(page: Page, lab: Locator): Promise<void> {
  const reached = await stepOf(lab);
  await page.reload();
  await wakeLab(lab);
  await lab.getByTestId('resume-saved').click();
  await expect.poll(() => stepOf(lab)).toBeGreaterThanOrEqual(reached);
}

/** The steps in the table of the curve go up and none comes twice: nothing was done again, nothing was mixed up. */
export async function expectOrderlyCurve(lab: Locator): Promise<void> {
  const table = lab.locator('details:has(table)').first();
  await table.locator('summary').click();
  const texts = await table.locator('tbody tr > :first-child').allTextContents();
  const steps = texts.map((text) => Number(text.replaceAll(/\D/gu, '')));
  expect(steps.length).toBeGreaterThan(0);
  expect(steps).toEqual([...new Set(steps)].sort((left, right) => left - right));
}
