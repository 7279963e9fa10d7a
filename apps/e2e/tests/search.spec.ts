/** The search page finds lessons by a word, in both languages, leads to the very section, and says when nothing is there. */
import { expect, test } from './fixtures.ts';

test('a Chinese word without spaces around it is found in its section, and the query stands in the address', async ({
  page,
}) => {
  await page.goto('/lessons/start');
  await page.getByRole('link', { name: '搜索' }).first().click();
  await page.getByRole('searchbox').fill('注意力头');
  const place = page.locator('ol a[href^="/lessons/transformer#"]').first();
  await expect(place).toBeVisible();
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(page.locator('ol mark').first()).toHaveText(/注意力|头/);
  await page.reload();
  await place.click();
  await expect(page).toHaveURL(/\/lessons\/transformer#/);
});

test('English pages answer an English search, and nothing found is said', async ({ page }) => {
  await page.goto('/en/search?q=perplexity');
  await expect(page.locator('ol a.page[href="/en/lessons/next-token"]')).toBeVisible();
  await expect(page.locator('ol a[href^="/lessons/"]')).toHaveCount(0);
  await page.getByRole('searchbox').fill('zyxwvut');
  await expect(page.getByRole('main').getByRole('status')).toContainText('Nothing found');
});
