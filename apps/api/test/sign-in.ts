/** Signs a browser in the way a person does: asks for a code, reads the mail, types it in. */
import type { Browser, TestApp } from './harness.ts';

/** Asks for a code and returns the one that was mailed. */
export async function askForCode(app: TestApp, browser: Browser, email: string): Promise<string> {
  const { status, body } = await browser.post('/api/account/code', { email, locale: 'en' });
  if (status !== 200) throw new Error(`code: 200 was needed, got ${status} ${JSON.stringify(body)}`);
  const mail = app.outbox.findLast(({ to }) => to === email);
  const code = mail?.text.match(/\b\d{6}\b/)?.[0];
  if (code === undefined) throw new Error(`code: no mail to ${email} holds one`);
  return code;
}

export async function signIn(app: TestApp, browser: Browser, email: string): Promise<void> {
  const code = await askForCode(app, browser, email);
  const { status, body } = await browser.post('/api/account/sign-in', { email, code });
  if (status !== 200) throw new Error(`sign-in: 200 was needed, got ${status} ${JSON.stringify(body)}`);
}
