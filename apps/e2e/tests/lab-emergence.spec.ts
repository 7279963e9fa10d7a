/** The lab of `emergent-abilities`: the shipped sweep under two rulers, and a point trained in the page from a seed of one's own. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('one sweep has two shapes, and a point of one’s own follows its seed', async ({ page }) => {
  const lab = await openLab(page, '/lessons/emergent-abilities?backend=wasm', 'lab-emergence');
  await lab.getByRole('radio', { name: '一半' }).check();
  await lab.getByTestId('open').click();
  await expect(lab.getByTestId('result')).toContainText('猜对了');
  const table = lab.getByTestId('size-table');
  const whole = await table.textContent();
  await lab.getByTestId('ruler-digit').check();
  await expect(table).not.toHaveText(whole ?? '');
  await expect(lab.getByTestId('more')).toBeVisible();

  await lab.getByTestId('size').selectOption('1 × 8');
  await lab.getByTestId('train').click();
  await expect(lab.getByTestId('trained')).toBeVisible({ timeout: 90_000 });
  await expect(lab.getByTestId('verdict')).toContainText('种子 7');
  await expect(lab.getByTestId('written').getByRole('row')).toHaveCount(7);
  await expect(lab.getByTestId('gist')).not.toBeEmpty();
  const first = await lab.getByTestId('verdict').textContent();

  await lab.getByTestId('next-seed').click();
  await expect(lab.getByTestId('trained')).toHaveCount(0);
  await lab.getByTestId('train').click();
  await expect(lab.getByTestId('trained')).toBeVisible({ timeout: 90_000 });
  const digits = (text: string | null) => text?.split('：').at(-1);
  expect(digits(await lab.getByTestId('verdict').textContent())).not.toBe(digits(first));

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('result')).toBeVisible();
  await expect(lab.getByTestId('ruler-digit')).toBeChecked();
});
