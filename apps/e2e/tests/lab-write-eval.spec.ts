/** The lab of `measure-an-ai-feature`: two knowledge bases take the learner's test set, and the redraws follow the seed. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('a test set scores two systems, an own case changes the score, and another seed draws other sets', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/measure-an-ai-feature', 'lab-write-eval');
  await lab.getByRole('radio', { name: '30 到 75 条' }).check();
  await lab.getByTestId('run').click();
  await expect(lab.getByTestId('verdict')).toContainText('区间跨过零', { timeout: 60_000 });
  await expect(lab.getByTestId('intervals')).toContainText('12 条对');
  await expect(lab.getByTestId('gist')).not.toBeEmpty();

  const power = await lab.getByTestId('power').textContent();
  await lab.locator('.lab-settings summary').first().click();
  await lab.getByTestId('seed').fill('5');
  await lab.getByTestId('seed').press('Enter');
  await expect(lab.getByTestId('result')).toHaveCount(0);
  await lab.getByTestId('run').click();
  await expect(lab.getByTestId('power')).not.toHaveText(power ?? '', { timeout: 60_000 });

  await lab.getByTestId('blind').locator('summary').click();
  for (const item of await lab.getByTestId('blind').getByRole('listitem').all()) {
    await item.getByRole('radio').first().check();
  }
  await expect(lab.getByTestId('agreement')).toContainText('κ');

  await lab.getByTestId('add').click();
  await lab.getByRole('textbox', { name: '第 1 条：问题' }).fill('小狗能进来吗？');
  await lab.getByRole('textbox', { name: '第 1 条：正确答案应含' }).fill('可以进店');
  await lab.getByTestId('run').click();
  await expect(lab.getByTestId('intervals')).toContainText('13 条对', { timeout: 60_000 });
  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByRole('textbox', { name: '第 1 条：问题' })).toHaveValue('小狗能进来吗？');
});
