/**
 * Every kind of page, in a browser: isolated so that threads work, its policy broken by nothing, no request to anybody else,
 * and nothing that an attacker wrote into an address comes to life. Run by `pnpm --filter @glassbox/e2e walk isolation`.
 */
import { readFile } from 'node:fs/promises';
import { signIn } from '../tests/account-page.ts';
import { expect, test } from '../tests/fixtures.ts';
import { ADMIN_EMAIL } from '../tests/server.ts';

const KINDS = [
  '/',
  '/lessons/start',
  '/lessons/next-token',
  '/glossary',
  '/search?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
  '/ask',
  '/ask/document?id=%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
  '/bench',
  '/me',
  '/review',
  '/account',
  '/join/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '/certificates/00000000-0000-4000-8000-000000000000',
  '/offline',
  '/lessons/no-such-lesson',
];
const FOR_STAFF = ['', '/cohort', '/lesson', '/question', '/reports', '/free-texts', '/ask'].map(
  (path) => `/teach${path}`,
);
const PAGES = [...KINDS, ...FOR_STAFF].flatMap((path) => [path, `/en${path === '/' ? '' : path}`]);

test.use({ allowedErrors: /status of (401|404|422)|unsafe-eval/ });

test('every kind of page is isolated, keeps its policy and asks nobody else', async ({ page, server }) => {
  test.setTimeout(600_000);
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { policyViolations: seen });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => {
      seen.push(`${effectiveDirective} ${blockedURI} ${sample}`);
    });
  });
  page.on('dialog', (dialog) => {
    throw new Error(`a script from an address ran: ${dialog.message()}`);
  });
  await signIn(page, server, ADMIN_EMAIL);
  for (const path of PAGES) {
    await page.goto(path);
    await page.waitForLoadState('load');
    const found = await page.evaluate(async () => {
      // A thread that shares memory with the page, as the kernels' threads do.
      const shared = new SharedArrayBuffer(4);
      // What DevTools evaluates may do so at once, but not in a task of its own.
      await new Promise((resolve) => setTimeout(resolve));
      return {
        isolated: crossOriginIsolated,
        shared: shared.byteLength,
        framed: window.top !== window,
        violations: (globalThis as unknown as { policyViolations: string[] }).policyViolations,
        evaluated: (() => {
          try {
            return Boolean(new Function('return true')());
          } catch {
            return false;
          }
        })(),
      };
    });
    // The trial of `new Function` is itself a violation, and the only one.
    const { violations, ...rest } = found;
    expect({ path, ...rest }).toEqual({ path, isolated: true, shared: 4, framed: false, evaluated: false });
    expect({ path, violations: violations.filter((line) => !line.startsWith('script-src eval')) }).toEqual({
      path,
      violations: [],
    });
  }
});

test('another site can put no page of this one into a frame', async ({ page, server }) => {
  const response = await page.goto(server.url);
  const headers = response?.headers() ?? {};
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
});

test('the mail of a sign-in holds a code and no link that could lead elsewhere', async ({ page, server }) => {
  await signIn(page, server, 'mailed@example.org');
  const mails = (await readFile(server.outbox, 'utf8')).trim().split('\n');
  expect(mails.at(-1)).toMatch(/\b\d{6}\b/);
  expect(mails.join('\n')).not.toMatch(/https?:\/\/(?!localhost)/);
});
