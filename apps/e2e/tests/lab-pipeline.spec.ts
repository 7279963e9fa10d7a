/** The lab of lesson `chatgpt-in-three-steps`: three stages answer, one scores; a survey counts; a miniature is trained and stopped. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('every stage answers and is counted, another seed asks others, and a small pipeline begins and stops', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/chatgpt-in-three-steps?backend=wasm', 'lab-pipeline');
  await expect(lab.getByTestId('answer-ppo')).toBeVisible();
  const question = await lab.getByTestId('question').textContent();
  await lab.getByTestId('next-question').click();
  await expect(lab.getByTestId('question')).not.toHaveText(question ?? '');

  await lab.getByRole('radio').first().check();
  await lab.getByTestId('survey').click();
  await expect(lab.getByTestId('result')).toBeVisible({ timeout: 60_000 });
  await expect(lab.getByTestId('cell-known-sft')).toContainText('对');
  await expect(lab.getByTestId('gist')).not.toBeEmpty();

  await lab.getByTestId('scale').selectOption('short');
  await lab.getByTestId('train').click();
  await expect(lab.getByTestId('train-progress')).toContainText('预训练', { timeout: 60_000 });
  await lab.getByTestId('stop-train').click();
  await expect(lab.getByTestId('train-stopped')).toBeVisible();

  const asked = await lab.getByTestId('question').textContent();
  await lab.getByText('设置', { exact: true }).click();
  await lab.getByTestId('seed').fill('5');
  await lab.getByTestId('seed').blur();
  await expect(lab.getByTestId('question')).not.toHaveText(asked ?? '');
  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('seed')).toHaveValue('5');
});
