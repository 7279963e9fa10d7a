/** The lab of lesson `why-2020`: another year is another bill, and the device races. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('the bill follows the year and the model, and the race measures JavaScript against WebAssembly', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/why-2020', 'lab-cost-machine');
  await expect(lab.getByTestId('compute')).toContainText('美元');
  await lab.getByTestId('year').fill('0');
  await expect(lab.getByTestId('text-price')).toHaveText('3.99 亿美元');
  await expect(lab.getByTestId('disk')).toHaveText('315 亿美元');
  await expect(lab.getByTestId('compute')).toHaveText('–');
  await lab.getByTestId('year').fill('4');
  const large = await lab.getByTestId('compute').textContent();
  await lab.getByTestId('model').selectOption('gpt3-13b');
  await expect(lab.getByTestId('compute')).not.toHaveText(large ?? '');

  await lab.getByRole('radio', { name: '5 到 15 倍' }).check();
  await lab.getByTestId('race').click();
  await expect(lab.getByTestId('answer')).toContainText(/猜对了|和你猜的不一样/, { timeout: 90_000 });
  await expect(lab.getByTestId('speed-js')).toHaveText(/^\d+\.\d GFLOP\/s$/);
  await expect(lab.getByTestId('speed-wasm')).toHaveText(/^\d+\.\d GFLOP\/s$/);
  await expect(lab.getByTestId('gist')).toContainText('赛完了');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('year')).toHaveValue('4');
});
