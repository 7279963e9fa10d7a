/** A lab whose script is slow to come keeps what is pressed, says so, and does it once it is awake; one that never comes says that. */
import { expect, test } from './fixtures.ts';

/** With what Astro adds to the address when it tries again. */
const SCRIPT = /\/FirstPoem\.[^/]*\.js/;

test('what is pressed and entered before a lab is awake is told to wait, and is done afterwards', async ({ page }) => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  await page.route(SCRIPT, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/en/lessons/start?backend=wasm');
  const lab = page.getByTestId('lab-first-poem');
  const slot = page.locator('[data-lab="first-poem"]');
  await lab.scrollIntoViewIfNeeded();
  await lab.getByRole('radio').nth(1).check();
  await lab.locator('.lab-settings > summary').click();
  await lab.getByTestId('steps').fill('20');
  await lab.getByTestId('start').dblclick();
  await expect(slot.getByText('still loading')).toBeVisible();
  await expect(lab.getByTestId('start')).toHaveAttribute('data-early', '');

  release();
  await expect(lab.getByTestId('backend')).toHaveAttribute('data-backend', 'wasm');
  await expect(slot.getByText('still loading')).toBeHidden();
  await expect(lab.locator('[data-early]')).toHaveCount(0);
  await expect(lab.getByRole('radio').nth(1)).toBeChecked();
  await expect(lab.getByTestId('steps')).toHaveValue('20');
  await expect(lab.getByTestId('result')).toBeVisible({ timeout: 60_000 });
});

test.describe('a lab whose script never comes', () => {
  test.use({ allowedErrors: /net::ERR_|Error hydrating/ });

  test('says that it could not be loaded', async ({ page }) => {
    await page.route(SCRIPT, (route) => route.abort());
    await page.goto('/en/lessons/start');
    const slot = page.locator('[data-lab="first-poem"]');
    await slot.getByTestId('start').click();
    await expect(slot.getByText('could not be loaded')).toBeVisible();
  });
});
