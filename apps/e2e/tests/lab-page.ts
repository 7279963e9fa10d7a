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

/** Brings a lab into view and waits until it hears: what is pressed before its script has come is lost. */
export async function wakeLab(lab: Locator): Promise<void> {
  await lab.scrollIntoViewIfNeeded();
  await expect(lab.locator('xpath=ancestor-or-self::astro-island')).not.toHaveAttribute('ssr', /.*/);
}
