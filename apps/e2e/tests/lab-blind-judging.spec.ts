/** The lab of lesson `gpt-journey`: four rounds judged without names, then the names, then what was counted. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('four rounds are judged blind, the names come out, and other requests bring other answers', async ({ page }) => {
  const lab = await openLab(page, '/lessons/gpt-journey?backend=wasm', 'lab-blind-judging');
  await lab.getByRole('radio').first().check();
  const requests = new Set<string | null>();
  for (const letter of ['A', 'B', 'C', 'D']) {
    await lab.getByTestId('next').click();
    await expect(lab.getByTestId('take-none')).toBeEnabled({ timeout: 60_000 });
    requests.add(await lab.getByTestId('request').textContent());
    await expect(lab.getByRole('article')).toHaveCount(4);
    await lab.getByTestId(`take-${letter}`).click();
  }
  expect(requests.size).toBe(4);
  const last = await lab.getByRole('article').first().textContent();

  await lab.getByTestId('reveal').click();
  await expect(lab.getByTestId('gist')).not.toBeEmpty({ timeout: 60_000 });
  await expect(lab.getByTestId('follows-aligned')).toContainText('/ 40');
  const follows = async (model: string) =>
    Number.parseInt((await lab.getByTestId(`follows-${model}`).textContent()) ?? '', 10);
  expect(await follows('aligned')).toBeGreaterThan(await follows('large'));

  await lab.getByTestId('own-topic').fill('江');
  await lab.getByTestId('own-run').click();
  await expect(lab.getByTestId('own-answers').getByRole('article')).toHaveCount(4, { timeout: 60_000 });

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('result')).toBeVisible();
  await lab.getByTestId('reveal').click();
  await lab.getByTestId('again').click({ timeout: 60_000 });
  await expect(lab.getByTestId('take-none')).toBeEnabled({ timeout: 60_000 });
  await expect(lab.getByRole('article').first()).not.toHaveText(last ?? '');
});
