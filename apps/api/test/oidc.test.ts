import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { authAccount } from '../src/db/tables.ts';
import { openAny, type TestDatabase } from './databases.ts';
import { type Browser, submission, type TestApp, testApp } from './harness.ts';
import { CLIENT, startProvider, type TestProvider } from './oidc-provider.ts';
import { signIn } from './sign-in.ts';

let opened: TestDatabase;
let provider: TestProvider;
let app: TestApp;
beforeAll(async () => {
  provider = await startProvider();
  opened = await openAny();
  app = await testApp(opened.database, { oidc: { issuer: provider.issuer, ...CLIENT, name: 'Our school' } });
});
afterAll(async () => {
  await opened.remove();
  await provider.close();
});
beforeEach(() => {
  provider.forge = {};
  provider.person = {
    sub: randomUUID(),
    email: `${randomUUID()}@example.org`,
    email_verified: true,
    name: 'Ada',
  };
});

/** Goes to the provider and comes back, as a browser does. Returns where it ends up. */
async function goThere(browser: Browser, change: (back: URL) => void = () => undefined): Promise<string> {
  const { body } = await browser.post<{ url: string }>('/api/account/provider', { locale: 'en' });
  const there = await fetch(body.url, { redirect: 'manual' });
  const back = new URL(there.headers.get('location') ?? '');
  change(back);
  const { headers } = await browser.get(`${back.pathname}${back.search}`);
  return headers.get('location') ?? '';
}
const accountOf = async (browser: Browser) =>
  (await browser.get<{ account: { email: string } | null; methods: object }>('/api/account')).body;

test('the provider signs in, and what was done in this browser comes along', async () => {
  const browser = await app.signedIn();
  expect((await accountOf(browser)).methods).toEqual({ provider: 'Our school' });
  await browser.post('/api/attempts', submission());
  expect(await goThere(browser)).toBe('/en/account');
  expect((await accountOf(browser)).account).toMatchObject({ email: provider.person.email });
  expect((await browser.get<{ course: { score: number } }>('/api/progress')).body.course.score).toBe(1);
  await goThere(browser);
  const { accessToken, refreshToken, idToken } = authAccount;
  const stored = await opened.database.db.select({ accessToken, refreshToken, idToken }).from(authAccount);
  expect(stored, 'no token of the provider is kept').toEqual([
    { accessToken: null, refreshToken: null, idToken: null },
  ]);
});

test('an address that the provider vouches for opens the account that it had by code', async () => {
  const [byCode, byProvider] = [await app.signedIn(), await app.signedIn()];
  await signIn(app, byCode, provider.person.email);
  await byCode.post('/api/attempts', submission());
  await goThere(byProvider);
  expect((await byProvider.get<{ course: { score: number } }>('/api/progress')).body.course.score).toBe(1);
});

test('an address that it does not vouch for opens nobody’s account', async () => {
  const [byCode, byProvider] = [await app.signedIn(), await app.signedIn()];
  await signIn(app, byCode, provider.person.email);
  provider.person = { ...provider.person, email_verified: false };
  expect(await goThere(byProvider)).toMatch(/^\/en\/account\?error=/);
  expect((await accountOf(byProvider)).account).toBeNull();
});

test('who took an address without proving it is out as soon as its owner proves it', async () => {
  const [taker, owner] = [await app.signedIn(), await app.signedIn()];
  provider.person = { ...provider.person, email_verified: false };
  await goThere(taker);
  expect((await accountOf(taker)).account).toMatchObject({ email: provider.person.email });
  await signIn(app, owner, provider.person.email);
  expect((await accountOf(owner)).account).toMatchObject({ email: provider.person.email });
  expect((await accountOf(taker)).account).toBeNull();
  expect(await goThere(taker)).toMatch(/error=/);
});

test.each([
  ['a token for somebody else', { aud: 'another-client' }],
  ['a token of another sign-in', { nonce: 'another' }],
])('%s signs nobody in', async (_, forge) => {
  const browser = await app.signedIn();
  provider.forge = forge;
  expect(await goThere(browser)).toMatch(/error=/);
  expect((await accountOf(browser)).account).toBeNull();
});

test('an answer that this browser did not ask for signs nobody in', async () => {
  const [asking, victim] = [await app.signedIn(), await app.signedIn()];
  const { body } = await asking.post<{ url: string }>('/api/account/provider', { locale: 'en' });
  const back = new URL((await fetch(body.url, { redirect: 'manual' })).headers.get('location') ?? '');
  const { headers } = await victim.get(`${back.pathname}${back.search}`);
  expect(headers.get('location') ?? '').toMatch(/error=/);
  expect((await accountOf(victim)).account).toBeNull();
});

test('a provider that does not answer is said so, and everything else works on', async () => {
  const oidc = { issuer: 'http://127.0.0.1:1', ...CLIENT, name: 'Gone' };
  const lonely = await testApp(opened.database, { oidc });
  const browser = await lonely.signedIn();
  const { status, body } = await browser.post<{ error: { code: string } }>('/api/account/provider', { locale: 'zh' });
  expect([status, body.error.code]).toEqual([503, 'provider-unreachable']);
  await signIn(lonely, browser, provider.person.email);
});

test('a provider whose own document names another issuer is not asked, and the log says so', async () => {
  const elsewhere = provider.issuer.replace('127.0.0.1', 'localhost');
  const mistaken = await testApp(opened.database, { oidc: { issuer: elsewhere, ...CLIENT, name: 'Mistaken' } });
  const browser = await mistaken.signedIn();
  expect((await browser.post('/api/account/provider', { locale: 'en' })).status).toBe(503);
  expect(mistaken.logged.join()).toContain(`names the issuer "${provider.issuer}"; ${elsewhere} was needed`);
});

test('without a provider there is no button and no way there', async () => {
  const plain = await testApp(opened.database);
  const browser = await plain.signedIn();
  expect((await accountOf(browser)).methods).toEqual({ provider: null });
  expect((await browser.post('/api/account/provider', { locale: 'zh' })).status).toBe(404);
});
