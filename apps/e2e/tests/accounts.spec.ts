/** One person, several devices: anonymous work moves into the account, and everything can be taken away or deleted. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { accountOn, signIn } from './account-page.ts';
import { violationsOn } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { expectPhase, fillRight, questionsOf, submit } from './quiz-page.ts';
import { ADMIN_EMAIL } from './server.ts';

const PHONE = { width: 390, height: 844 };

interface Lesson {
  slug: string;
  questionsRight: number;
  questionsAnswered: number;
}

async function lessonOf(page: Page, slug: string): Promise<Lesson | undefined> {
  const lessons: Lesson[] = await page.evaluate(() =>
    fetch('/api/progress')
      .then((response) => response.json())
      .then((progress) => progress.lessons),
  );
  return lessons.find((lesson) => lesson.slug === slug);
}

test('answers given offline, an account by code, a second device: one progress, nothing lost, nothing twice', async ({
  page,
  context,
  browser,
  server,
}) => {
  const email = 'ada@example.org';
  const [first, second] = questionsOf('start');
  if (!first || !second) throw new Error('start has fewer than two questions');
  await page.goto('/lessons/start');
  await fillRight(page, first);
  await context.setOffline(true);
  await submit(page, first);
  await expectPhase(page, first, 'kept');
  await context.setOffline(false);
  await expectPhase(page, first, 'right');

  await page.goto('/account');
  await expect(accountOn(page)).toContainText('这台设备上的1次作答');
  await signIn(page, server, email);
  expect(await lessonOf(page, 'start')).toMatchObject({ questionsRight: 1 });

  const other = await browser.newContext({ baseURL: server.url, locale: 'en' });
  const device = await other.newPage();
  await device.goto('/en/lessons/start');
  for (const question of [first, second]) {
    await fillRight(device, question);
    await submit(device, question);
    await expectPhase(device, question, 'right');
  }
  await signIn(device, server, email);
  const merged = await lessonOf(device, 'start');
  expect(merged).toMatchObject({ questionsRight: 2, questionsAnswered: 2 });
  expect(await lessonOf(page, 'start')).toEqual(merged);
  await page.goto('/me');
  await expect(page.getByRole('main')).toContainText('2');

  // Either device can end the other's sign-in.
  await page.goto('/en/account');
  await expect(page.getByText('This device', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /^Sign out: / }).click();
  await expect(page.getByText('Signed out 1 device.')).toBeVisible();
  await device.goto('/en/account');
  await expect(accountOn(device)).toHaveAttribute('data-view', 'anonymous');
  await other.close();
});

test('a passkey is added, signs in after signing out, and is removed', async ({ page, server }) => {
  const authenticator = await page.context().newCDPSession(page);
  await authenticator.send('WebAuthn.enable');
  await authenticator.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await signIn(page, server, 'grace@example.org');
  await page.getByRole('button', { name: '添加通行密钥' }).click();
  await expect(page.getByText('通行密钥已添加。')).toBeVisible();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(accountOn(page)).toHaveAttribute('data-view', 'anonymous');
  await page.getByRole('button', { name: '用通行密钥登录' }).click();
  await expect(page.getByRole('heading', { name: '已登录：grace@example.org' })).toBeFocused();
  await page.getByRole('button', { name: /^移除/ }).click();
  await expect(page.getByText('通行密钥已移除。')).toBeVisible();
});

test('a learner takes all data away and deletes everything; nobody is left to sign in as', async ({ page, server }) => {
  const [first] = questionsOf('start');
  if (!first) throw new Error('start has no question');
  await page.goto('/en/lessons/start');
  await fillRight(page, first);
  await submit(page, first);
  await expectPhase(page, first, 'right');
  const attempt = [{ lesson: 'start', verdict: 'right' }];
  const takeAway = async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download all my data' }).click();
    return JSON.parse(await readFile(await (await download).path(), 'utf8'));
  };
  // "My learning" holds the same rights as the account page, and an anonymous learner has them too.
  const toMyRights = async () => {
    await page.goto('/en/me');
    // What was learnt stands above and pushes them down when it comes.
    await expect(page.locator('.learning')).not.toHaveAttribute('data-view', 'loading');
    await page.locator('.rights').scrollIntoViewIfNeeded();
  };
  await toMyRights();
  expect(await takeAway()).toMatchObject({ account: null, attempt });
  await signIn(page, server, 'tim@example.org');
  await page.goto('/en/account');
  expect(await takeAway()).toMatchObject({ account: { email: 'tim@example.org' }, attempt });

  await toMyRights();
  await page.getByRole('button', { name: 'Delete everything' }).click();
  const confirm = page.getByRole('button', { name: 'Delete for good' });
  await expect(confirm).toBeDisabled();
  await page.getByLabel('Type “delete” to confirm').fill('delete');
  await confirm.click();
  await expect(page.getByText('Everything is deleted.')).toBeVisible();
  await expect(page).toHaveURL(/\/en\/me$/);
  await expect(page.locator('.learning')).toHaveAttribute('data-view', 'empty');
  await page.goto('/en/account');
  await expect(accountOn(page)).toHaveAttribute('data-view', 'anonymous');
  expect(await lessonOf(page, 'start')).toMatchObject({ questionsAnswered: 0 });
});

test('an invitation link shows the cohort first; joined, it is on the account page and can be left', async ({
  page,
  browser,
  server,
}) => {
  const office = await browser.newContext({ baseURL: server.url });
  const admin = await office.newPage();
  await signIn(admin, server, ADMIN_EMAIL);
  await expect(admin.getByRole('heading', { name: '角色' })).toBeVisible();
  const code: string = await admin.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name: '产品经理第一期' });
    const response = await fetch('/api/teach/cohorts', { method: 'POST', headers, body });
    return (await response.json()).invitationCode;
  });
  await office.close();

  await page.goto(`/join/${code}`);
  await expect(page.getByText('产品经理第一期')).toBeVisible();
  await page.getByRole('button', { name: '加入班级' }).click();
  await expect(page.getByText('你已经在这个班级里了。')).toBeVisible();
  await page.goto('/account');
  await page.getByRole('button', { name: '退出班级: 产品经理第一期' }).click();
  await page.getByRole('button', { name: '退出班级', exact: true }).click();
  await expect(page.getByText('还没有加入班级。')).toBeVisible();
});

test.describe('when things go wrong', () => {
  test.use({ allowedErrors: /net::ERR_|status of (403|404)/ });

  test('a wrong code says so and keeps what was typed; without a server the page says that and tries again', async ({
    page,
  }) => {
    await page.goto('/en/account');
    await page.locator('input[name="email"]').fill('eve@example.org');
    await page.keyboard.press('Enter');
    await page.locator('input[name="code"]').fill('000000');
    await page.keyboard.press('Enter');
    await expect(page.getByText('This code is wrong')).toBeVisible();
    await page.route('**/api/account', (route) => route.abort());
    await page.reload();
    await expect(page.getByRole('alert')).toContainText('The server can’t be reached');
    await page.unroute('**/api/account');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(accountOn(page)).toHaveAttribute('data-view', 'anonymous');
    await page.goto('/join/AAAA-AAAA');
    await expect(page.getByText('没有班级使用这个邀请码')).toBeVisible();
  });
});

test('account and invitation pages have no axe violation, signed in or not, and fit a phone', async ({
  page,
  server,
}) => {
  const check = async (where: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violationsOn(page), where).toEqual([]);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(PHONE.width);
  };
  await page.setViewportSize(PHONE);
  await page.goto('/en/join');
  await page.locator('[data-view="form"]').waitFor();
  await check('join');
  await page.goto('/en/account');
  await page.locator('input[name="email"]').waitFor();
  await check('anonymous');
  await signIn(page, server, ADMIN_EMAIL);
  await page.getByRole('button', { name: '删除全部数据' }).click();
  await expect(page.locator('select')).not.toHaveCount(0);
  await check('administrator');
});
