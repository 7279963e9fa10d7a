/** The lab of lesson `reinforcement`: training ends in a walk that games the reward; other rewards and seeds end in others. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('the coin is circled, a smaller coin is not, another seed learns another way, and designs survive a reload', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/reinforcement', 'lab-maze');
  await expect(lab.getByTestId('train')).toBeEnabled();
  await lab.getByRole('radio', { name: '围着金币转' }).check();

  await lab.getByTestId('move').click();
  await expect(lab.getByTestId('episodes')).toContainText('走了 1 步');
  await expect(lab.getByTestId('lesson')).toContainText('得到 −0.04');
  // What a screen reader hears of the cell under the cursor: nothing while sixty pictures of a training go by.
  const said = await lab.locator('[aria-live]').filter({ hasText: '第 1 行第 1 列' }).elementHandle();
  const heard = await page.evaluateHandle((element) => {
    const sentences: string[] = [];
    new MutationObserver(() => sentences.push(element?.textContent ?? '')).observe(element as Node, {
      characterData: true,
      childList: true,
      subtree: true,
    });
    return sentences;
  }, said);
  await lab.getByTestId('train').click();
  await expect(lab.getByTestId('verdict')).toContainText('猜对了');
  expect(await heard.jsonValue()).toEqual([]);
  await expect(lab.getByTestId('coins')).toHaveText('29');
  await expect(lab.getByTestId('gist')).toContainText('没到终点');

  const table = () => lab.getByRole('region', { name: '每局挣多少' }).textContent();
  await lab.getByText('看成一张表', { exact: true }).click();
  const first = await table();
  await lab.getByRole('button', { name: '换一个种子' }).click();
  await expect(lab.getByTestId('episodes')).toContainText('第 0 局');
  await lab.getByTestId('train').click();
  await expect(lab.getByTestId('verdict')).toBeVisible();
  expect(await table()).not.toBe(first);

  await lab.getByTestId('pay-coin').fill('0.05');
  await lab.getByTestId('train').click();
  await expect(lab.getByTestId('learned')).toContainText('到了终点');

  // With the keyboard: a wall below the upper left corner, and what was learned is forgotten.
  await lab.getByTestId('board').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await heard.jsonValue()).at(-1)).toContain('第 1 行第 2 列');
  await page.keyboard.press('Enter');
  await expect(lab.getByTestId('episodes')).toContainText('第 0 局');
  await expect(lab.getByTestId('board')).toHaveAttribute('aria-label', /第 1 行第 2 列：墙/);

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('pay-coin')).toHaveValue('0.05');
  await expect(lab.getByTestId('tries').getByRole('listitem')).toHaveCount(3);
});
