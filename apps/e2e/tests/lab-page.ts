/** Opening a lab as every test of one does. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Goes to a lesson and resolves to its lab, in view and awake. */
export async function openLab(page: Page, address: string, testId: string): Promise<Locator> {
  await page.goto(address);
  const lab = page.getByTestId(testId);
  await wakeLab(lab);
  return lab;
}

/** Brings a lab into view and waits until it hears, so that a test sees what a press does and not when it was done. */
export async function wakeLab(lab: Locator): Promise<void> {
  await lab.scrollIntoViewIfNeeded();
  await expect(islandOf(lab)).not.toHaveAttribute('ssr', /.*/);
}

/** What a lab is hydrated in. */
export const islandOf = (lab: Locator): Locator => lab.locator('xpath=ancestor-or-self::astro-island');
