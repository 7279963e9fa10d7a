/** The lab of lesson `rlhf`: vote by keyboard, train a reward model on the votes, let it move the poet; another seed is other pairs. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('votes make a reward model, the reward model moves the poet, and both survive a reload', async ({ page }) => {
  const lab = await openLab(page, '/lessons/rlhf?backend=wasm', 'lab-annotator');
  await expect(lab.getByTestId('place')).toHaveText('第 1 对，共 12 对');
  const first = await lab.getByTestId('vote-0').textContent();

  await lab.getByTestId('vote-0').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(lab.getByTestId('place')).toHaveText('第 3 对，共 12 对');
  await page.keyboard.press('Backspace');
  await expect(lab.getByTestId('place')).toHaveText('第 2 对，共 12 对');
  for (let vote = 0; vote < 3; vote++) await lab.getByTestId('vote-1').click();

  await lab.getByTestId('extra').selectOption('0');
  await lab.getByTestId('train-reward').click();
  await expect(lab.getByTestId('reward-result')).toContainText('学了你的 3 票', { timeout: 150_000 });

  await lab.getByTestId('steps').selectOption('4');
  await lab.getByTestId('leash').fill('0');
  await lab.getByTestId('run-once').click();
  await expect(lab.getByTestId('run-truth')).toHaveText(/^−?\d\.\d\d$/, { timeout: 150_000 });
  await expect(lab.getByTestId('runs')).toContainText('没有绳子');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('place')).toHaveText('第 5 对，共 12 对');
  await expect(lab.getByTestId('runs')).toContainText('没有绳子');
  await expect(lab.getByTestId('reward-result')).toContainText('学了你的 3 票');
  await expect(lab.getByTestId('run-once')).toBeEnabled();

  await lab.getByText('设置', { exact: true }).click();
  await expect(lab.getByTestId('seed')).toBeEnabled();
  await lab.getByTestId('seed').fill('2');
  await lab.getByTestId('seed').blur();
  await expect(lab.getByTestId('place')).toHaveText('第 1 对，共 12 对');
  await expect(lab.getByTestId('vote-0')).not.toHaveText(first ?? '');
});
