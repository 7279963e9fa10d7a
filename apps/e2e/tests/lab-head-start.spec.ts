/** The lab of `pretraining-and-transfer`: both starts are trained in the page, and the adapted model is there to be handed in. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('a checkpoint and random weights learn from the same examples, which follow the seed', async ({ page }) => {
  const lab = await openLab(page, '/lessons/pretraining-and-transfer?backend=wasm', 'lab-head-start');
  await expect(lab.getByTestId('examples').getByRole('listitem')).toHaveCount(5);
  await lab.getByRole('radio', { name: '8 句以内' }).check();
  await lab.getByTestId('size').selectOption('quick');
  await lab.getByTestId('run').click();
  await expect(lab.getByTestId('result')).toBeVisible({ timeout: 150_000 });
  await expect(lab.getByTestId('verdict')).toContainText('64 句');
  await expect(lab.getByTestId('old')).toContainText('奈特');
  await expect(lab.getByTestId('gist')).not.toBeEmpty();

  const verdict = await lab.getByTestId('verdict').textContent();
  const examples = await lab.getByTestId('examples').textContent();
  await lab.locator('.lab-settings summary').click();
  await lab.getByTestId('seed').fill('5');
  await lab.getByTestId('seed').press('Enter');
  await expect(lab.getByTestId('examples')).not.toHaveText(examples ?? '');
  await expect(lab.getByTestId('result')).toHaveCount(0);
  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('size')).toHaveValue('quick');
  await expect(lab.getByTestId('result')).toHaveCount(0);
  await lab.locator('.lab-settings summary').click();
  await lab.getByTestId('seed').fill('1');
  await lab.getByTestId('seed').press('Enter');
  await expect(lab.getByTestId('verdict')).toHaveText(verdict ?? '');
});
