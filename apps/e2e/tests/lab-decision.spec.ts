/** The lab of `prompt-rag-or-finetune`: five routes measured on wasm, a handbook that changes, and numbers that follow the seed. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('five routes are measured, the handbook changes, and fine-tuning is outdated until it is trained again', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/prompt-rag-or-finetune?backend=wasm', 'lab-decision-bench');
  await lab.getByRole('radio', { name: '检索：每道题查一条来放' }).check();
  await lab.getByTestId('entries').selectOption('15');
  await lab.getByTestId('steps').fill('20');
  await lab.getByTestId('measure').click();
  await expect(lab.getByTestId('best')).not.toBeEmpty({ timeout: 60_000 });
  for (const route of ['asIs', 'prompt', 'retrieval', 'tuning', 'other'])
    await expect(lab.getByTestId(`route-${route}`)).toContainText('每答读写');
  await expect(lab.getByTestId('route-prompt')).toContainText('放得下 4 条，共 15 条');
  await expect(lab.getByTestId('break-even')).toContainText('交叉在');
  await expect(lab.getByTestId('gist')).toContainText('量完了');
  const first = await lab.getByTestId('route-retrieval').locator('.numbers').textContent();
  const question = await lab.getByTestId('answers').locator('.question').textContent();

  await lab.getByTestId('change').click();
  await expect(lab.getByTestId('changed-result')).toBeVisible({ timeout: 30_000 });
  await expect(lab.getByTestId('route-tuning').getByTestId('bar-changed')).toContainText('旧答案');
  await lab.getByTestId('reteach').click();
  await expect(lab.getByTestId('route-tuning').getByTestId('bar-retaught')).toContainText('对', { timeout: 60_000 });
  await expect(lab.getByTestId('changed-result')).toContainText('重练花了');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('changed-result')).toContainText('重练花了');
  await lab.getByText('设置', { exact: true }).click();
  await lab.getByRole('button', { name: '换一个种子' }).click();
  await lab.getByTestId('steps').fill('10');
  await lab.getByTestId('measure').click();
  await expect(lab.getByTestId('answers').locator('.question')).not.toHaveText(question ?? '', { timeout: 60_000 });
  expect(await lab.getByTestId('route-retrieval').getByTestId('bar-first').locator('.numbers').textContent()).not.toBe(
    first,
  );
});
