/** A lab's settings sent by link, and the learner who gets them: what they made stays, and what they change stays. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('a shared link brings settings once, leaves own cases alone, and carries no prediction', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const LESSON = '/lessons/measure-an-ai-feature';
  const lab = await openLab(page, LESSON, 'lab-write-eval');
  const seed = lab.getByTestId('seed');
  const setSeed = async (value: string) => {
    await lab.locator('.lab-settings summary').first().click();
    await seed.fill(value);
    await seed.press('Enter');
  };
  await lab.getByRole('radio', { name: '30 到 75 条' }).check();
  await setSeed('5');
  await lab.getByTestId('share').click();
  await expect(lab.getByText('你的预测和你做的东西不会带过去')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  // The receiver: nobody who was here before, with one case of their own.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await wakeLab(lab);
  await lab.getByTestId('add').click();
  const ownCase = lab.getByRole('textbox', { name: '第 1 条：问题' });
  await ownCase.fill('小狗能进来吗？');
  await ownCase.press('Tab');

  await page.goto(link);
  await wakeLab(lab);
  await expect(lab).toBeInViewport();
  await expect(seed).toHaveValue('5');
  await expect(ownCase).toHaveValue('小狗能进来吗？');
  await expect(lab.getByRole('radio', { checked: true })).toHaveCount(0);
  expect(new URL(page.url()).search).toBe('');

  await setSeed('6');
  await page.reload();
  await wakeLab(lab);
  await expect(seed).toHaveValue('6');
  await expect(ownCase).toHaveValue('小狗能进来吗？');
  await expect(lab.getByRole('radio', { checked: true })).toHaveCount(0);
});
