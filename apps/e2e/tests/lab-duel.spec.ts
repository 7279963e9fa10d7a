/** The lab of `bert-and-gpt`: two real models, one of which sees the right side of a hidden word. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('BERT answers by what follows and GPT does not; the duel runs to its crossing and follows the seed', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/bert-and-gpt?backend=wasm', 'lab-duel');
  const says = (player: 'bert' | 'gpt') => lab.getByTestId(`says-${player}`).getByRole('list');
  await lab.getByTestId('text').fill('鲸鱼住在海里');
  await lab.getByRole('radio', { name: '鲸鱼' }).click();
  await expect(says('bert').getByRole('listitem')).toHaveCount(5);
  await expect(lab.getByTestId('says-gpt')).toContainText('开头');
  await expect(says('bert').locator('.marked')).toHaveCount(1);
  const [bert, gpt] = [await says('bert').textContent(), await says('gpt').textContent()];
  await lab.getByTestId('text').fill('鲸鱼住在森林里');
  await expect(says('bert')).not.toHaveText(bert ?? '');
  await expect(says('gpt')).toHaveText(gpt ?? '');

  await lab.getByTestId('games').selectOption('1');
  await lab.getByRole('radio', { name: '8 个' }).check();
  await lab.getByTestId('play').click();
  await expect(lab.getByTestId('result')).toBeVisible({ timeout: 150_000 });
  await expect(lab.getByTestId('gist')).not.toBeEmpty();

  const game = await lab.getByTestId('game').textContent();
  await lab.locator('.lab-settings summary').click();
  await lab.getByTestId('seed').fill('5');
  await lab.getByTestId('seed').press('Enter');
  await expect(lab.getByTestId('game')).not.toHaveText(game ?? '');
  await expect(lab.getByTestId('result')).toHaveCount(0);

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('text')).toHaveValue('鲸鱼住在森林里');
  await expect(lab.getByTestId('games')).toHaveValue('1');
});
