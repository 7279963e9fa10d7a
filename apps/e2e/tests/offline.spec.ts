/** Once opened, the course is read, answered and run without a network: a lesson never visited, its question, its lab. */
import { expect, test } from './fixtures.ts';
import { islandOf, openLab, wakeLab } from './lab-page.ts';

test.use({ serviceWorkers: 'allow' });

test('a lesson never opened is read and found without a network, a page that needs the server says so, and all is well again after', async ({
  page,
  context,
}) => {
  await page.goto('/lessons/start');
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('glassbox.offline')), { timeout: 120_000 })
    .toMatch(/ zh$/);
  await page.reload();
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toMatch(/\/sw\.js$/);

  await context.setOffline(true);
  await page.goto('/lessons/emergence-in-nature?seed=5');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const lab = page.getByTestId('lab-nature');
  await wakeLab(lab);

  // What labs compute with was kept too; without it they would go on in plain JavaScript, twenty times slower.
  const grown = await openLab(page, '/lessons/what-makes-it-large?backend=wasm', 'lab-grow-model');
  for (const name of ['nLayer', 'nEmbd', 'vocabSize', 'blockSize'])
    await grown
      .getByTestId(`slider-${name}`)
      .fill((await grown.getByTestId(`slider-${name}`).getAttribute('min')) ?? '');
  await grown.getByTestId('build').click();
  await expect(grown.getByTestId('ratio')).toBeVisible();
  await expect(grown.getByTestId('backend')).toHaveAttribute('data-backend', 'wasm');

  await page.goto('/search?q=注意力');
  await expect(page.locator('ol a[href^="/lessons/transformer"]').first()).toBeVisible();
  await page.goto('/bench');
  await expect(islandOf(page.getByTestId('start'))).not.toHaveAttribute('ssr', /.*/);

  await page.goto('/account');
  await expect(page.getByRole('heading', { name: '现在没有网络' })).toBeVisible();

  await context.setOffline(false);
  await page.goto('/account');
  await expect(page.getByRole('heading', { name: '现在没有网络' })).toHaveCount(0);
});
