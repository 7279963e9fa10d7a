/** The lab of lesson `unsupervised`: digits fall into groups by looks, another seed into others; poems by their line length. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('digits are grouped by looks, differently with another seed; the poet’s states tell poems by line length', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const lab = await openLab(page, '/lessons/unsupervised?backend=wasm', 'lab-groups');
  await expect(lab.getByTestId('settle')).toBeEnabled();
  await lab.getByRole('radio', { name: '约 55%' }).check();

  const before = await lab.getByTestId('inertia').textContent();
  await lab.getByTestId('step').click();
  await expect(lab.getByTestId('round')).toHaveText('第 1 轮');
  await expect(lab.getByTestId('inertia')).not.toHaveText(before ?? '');
  await lab.getByTestId('settle').click();
  await expect(lab.getByTestId('verdict')).toContainText('猜对了');
  await expect(lab.getByTestId('group')).toHaveCount(10);
  await expect(lab.getByTestId('gist')).not.toBeEmpty();
  const first = await lab.getByTestId('inertia').textContent();
  await lab.getByTestId('again').click();
  await expect(lab.getByTestId('together')).toContainText('换成种子 2');
  await expect(lab.getByTestId('inertia')).not.toHaveText(first ?? '');

  await lab.getByTestId('data-poem-ends').check();
  await lab.getByTestId('settle').click();
  await expect(lab.getByTestId('fit')).toContainText(/9\d%|100%/);
  await expect(lab.getByTestId('labels').first()).toContainText(/五言|七言/);

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('data-poem-ends')).toBeChecked();
  await expect(lab.getByTestId('seed')).toHaveValue('2');
});
