/** The account page as a person uses it: an address, the code from the mail, a button. */
import { readFile } from 'node:fs/promises';
import type { Cookie, Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { ADMIN_EMAIL, type TestServer } from './server.ts';

export const accountOn = (page: Page) => page.locator('main .account');

/** The code of the last mail to an address. */
async function mailedCode(server: TestServer, email: string): Promise<string> {
  const lines = (await readFile(server.outbox, 'utf8')).trim().split('\n');
  const mails = lines.map((line): { to: string; text: string } => JSON.parse(line));
  const code = mails.findLast(({ to }) => to === email)?.text.match(/\b\d{6}\b/)?.[0];
  if (code === undefined) throw new Error(`mailedCode: no mail to ${email} holds a code`);
  return code;
}

/** Asks for a code in an open sign-in form, types it in, and waits until somebody is signed in. */
async function signInHere(page: Page, server: TestServer, email: string): Promise<void> {
  await page.locator('input[name="email"]').fill(email);
  await page.keyboard.press('Enter');
  await expect(page.locator('input[name="code"]')).toBeFocused();
  await page.locator('input[name="code"]').fill(await mailedCode(server, email));
  await page.keyboard.press('Enter');
  await expect(accountOn(page)).toHaveAttribute('data-view', 'signed-in');
}

export async function signIn(page: Page, server: TestServer, email: string): Promise<void> {
  await page.goto('/account');
  await signInHere(page, server, email);
}

/** Per server: an address gets few codes an hour, in a test as anywhere. */
const adminCookies = new Map<string, Cookie[]>();

/** Signs the administrator in, by a code the first time and by the same cookies after that; ends on the account page. */
export async function signInAsAdmin(page: Page, server: TestServer): Promise<void> {
  const kept = adminCookies.get(server.url);
  if (kept) {
    await page.context().addCookies(kept);
    await page.goto('/account');
    await expect(accountOn(page)).toHaveAttribute('data-view', 'signed-in');
    return;
  }
  await signIn(page, server, ADMIN_EMAIL);
  adminCookies.set(server.url, await page.context().cookies());
}
