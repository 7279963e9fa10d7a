/** The lab of lesson `what-is-aigc`: four kinds of content by one decoder, their tokens, and a vocabulary that does not fit. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('four pieces are made, every token can be opened, and another seed makes other pieces', async ({ page }) => {
  const lab = await openLab(page, '/lessons/what-is-aigc?backend=wasm', 'lab-one-decoder');
  await lab.getByRole('radio', { name: '一个手写数字' }).first().check();
  await lab.getByTestId('make').click();
  await expect(lab.getByTestId('result')).toBeVisible({ timeout: 60_000 });
  await expect(lab.getByTestId('result').getByRole('row')).toHaveCount(5);
  await expect(lab.getByTestId('count-digit')).toHaveText('196 个词元');
  await expect(lab.getByTestId('gist')).not.toBeEmpty();
  const verse = await lab.getByTestId('piece-verse').getByRole('paragraph').first().textContent();

  await lab.getByTestId('open-digit').check();
  const title = await lab.getByTestId('token-title').textContent();
  await lab.getByRole('radiogroup').getByRole('radio').nth(80).click();
  await expect(lab.getByTestId('token-title')).not.toHaveText(title ?? '');
  await expect(lab.getByTestId('candidates').getByRole('listitem')).toHaveCount(6);
  await lab.getByTestId('read').click();
  await expect(lab.getByTestId('misread')).toBeVisible();

  await lab.getByTestId('play').click();
  await lab.getByTestId('stop').click();
  await expect(lab.getByTestId('play')).toBeVisible();

  await lab.getByTestId('another-verse').click();
  await expect(lab.getByTestId('at-work')).toHaveCount(0, { timeout: 60_000 });
  await expect(lab.getByTestId('piece-verse').getByRole('paragraph').first()).not.toHaveText(verse ?? '');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('open-verse')).toBeChecked();
});
