/** The lab of lesson `ship-it`: the alarm is simulated, the budget computed, and the page carries both and the words. */
import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('the plan carries simulated, computed and written parts, survives a reload, and leaves as text', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/ship-it', 'lab-launch-plan');
  await lab.getByRole('radio', { name: '8 到 20 天' }).check();
  await lab.getByTestId('run').click();
  await expect(lab.getByTestId('answer')).toContainText(/猜对了|和你猜的不一样/, { timeout: 30_000 });
  await expect(lab.getByTestId('half')).toHaveText(/^第 \d+ 天$/);
  const slow = await lab.getByTestId('extra').textContent();

  await lab.getByTestId('checks-per-day').fill('100');
  await lab.getByTestId('alarm-at').fill('6');
  await lab.getByTestId('alarm-at').blur();
  await lab.getByTestId('run').click();
  await expect(lab.getByTestId('extra')).not.toHaveText(slow ?? '', { timeout: 30_000 });

  await expect(lab.getByTestId('earlier-known-world').getByRole('link')).toHaveAttribute(
    'href',
    '/lessons/why-hallucinate',
  );
  await lab.getByTestId('checked').fill('200');
  await lab.getByTestId('checked').blur();
  await lab.getByTestId('wrong').fill('6');
  await lab.getByTestId('wrong').blur();
  await expect(lab.getByTestId('rate')).toHaveText('3.0%');
  await expect(lab.getByTestId('verdict')).toContainText('还说不准');
  await lab.getByTestId('text-feature').fill('退换货客服');
  await expect(lab.getByTestId('missing')).not.toContainText('功能');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('text-feature')).toHaveValue('退换货客服');
  await expect(lab.getByTestId('page')).toContainText('种子 1', { timeout: 30_000 });
  const downloading = page.waitForEvent('download');
  await lab.getByTestId('download').click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  expect(text).toContain('退换货客服');
  expect(text).toContain('1.4% 到 6.4%');
  expect(text).toContain('每天抽查 100 条');

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.getByTestId('copy').click();
  await expect(lab).toContainText('已复制');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
});
