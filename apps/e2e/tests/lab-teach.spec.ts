/** The lab of lesson `supervised`: label, teach, another seed, and the sweep over wrong labels. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('the learner’s labels count, a training is tested, another seed is tested anew, wrong labels are measured', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/supervised', 'lab-teach');
  await lab.getByTestId('label-0').click();
  await lab.getByTestId('label-1').click();
  await expect(lab.getByTestId('labelled')).toContainText('你标的 2 个');

  await lab.getByTestId('teach').click();
  await expect(lab.getByTestId('gist')).toContainText('教完了');
  const first = await lab.getByTestId('test-error').textContent();
  await lab.getByTestId('seed').fill('4');
  await lab.getByTestId('seed').blur();
  await expect(lab.getByTestId('test-error')).toHaveText('–');
  await lab.getByTestId('teach').click();
  await expect(lab.getByTestId('gist')).toContainText('教完了');
  await expect(lab.getByTestId('test-error')).not.toHaveText(first ?? '');

  await lab.getByRole('radio', { name: '约 40%' }).check();
  await lab.getByTestId('run-sweep').click();
  await expect(lab.getByTestId('measured')).toContainText('错的标签，它大半也背了下来', { timeout: 90_000 });
  await expect(lab.getByTestId('answer')).toContainText(/猜对了|和你猜的不一样/);

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('seed')).toHaveValue('4');
});
