/** The labs of module "large models" that look and count: what is on screen is computed from what was chosen. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('the microscope shows every head, and switching one off changes the prediction', async ({ page }) => {
  const lab = await openLab(page, '/lessons/transformer?backend=wasm', 'lab-microscope');
  await expect(lab.getByTestId('lens').getByRole('row')).toHaveCount(5);
  const weight = await lab.getByTestId('weight').textContent();

  await lab.getByTestId('head-2-1').click();
  await expect(lab.getByTestId('weight')).not.toHaveText(weight ?? '');
  const answer = await lab.getByTestId('lens').getByRole('row').last().textContent();
  await lab.getByTestId('head-0-2').click();
  await lab.getByTestId('switch').click();
  await expect(lab.getByTestId('change')).toBeVisible();
  await expect(lab.getByTestId('lens').getByRole('row').last()).not.toHaveText(answer ?? '');

  await lab.getByTestId('step-4').locator('summary').first().click();
  await expect(lab.getByTestId('weight')).toHaveCount(0);
  const number = await lab.getByTestId('pick').textContent();
  await lab.getByRole('slider').press('ArrowRight');
  await expect(lab.getByTestId('pick')).not.toHaveText(number ?? '');
  await lab.getByTestId('numbers').locator('summary').click();
  await expect(lab.getByTestId('numbers').getByRole('row')).toHaveCount(1 + 128);

  await lab.getByRole('radio').first().check();
  await lab.getByTestId('try-heads').click();
  await expect(lab.getByTestId('costs').getByRole('row')).toHaveCount(16, { timeout: 60_000 });
  await expect(lab.getByTestId('gist')).not.toBeEmpty();

  const first = await lab.getByTestId('costs').textContent();
  await lab.getByTestId('text').fill('明月几时有');
  await expect(lab.getByTestId('costs')).toHaveCount(0);
  await lab.getByTestId('try-heads').click();
  await expect(lab.getByTestId('costs').getByRole('row')).toHaveCount(16, { timeout: 60_000 });
  await expect(lab.getByTestId('costs')).not.toHaveText(first ?? '');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('text')).toHaveValue('明月几时有');
  await expect(lab.getByTestId('step-4')).toHaveAttribute('open');
});

test('a model grown with sliders is counted at once, and a small one really built agrees', async ({ page }) => {
  const lab = await openLab(page, '/en/lessons/what-makes-it-large?backend=wasm', 'lab-grow-model');
  await expect(lab.getByTestId('total')).toHaveText('1,152,256');
  await lab.getByTestId('preset').selectOption('GPT-3 175B');
  await expect(lab.getByTestId('total')).toHaveText('174,604,259,328');
  await expect(lab.getByTestId('build')).toBeDisabled();

  await lab.getByTestId('slider-nLayer').fill('1');
  await lab.getByTestId('slider-nEmbd').fill('1');
  await lab.getByTestId('slider-vocabSize').fill('0');
  await lab.getByTestId('slider-blockSize').fill('0');
  await lab.getByTestId('build').click();
  await expect(lab.getByTestId('ratio')).toBeVisible({ timeout: 60_000 });
  await expect(lab.getByTestId('result')).toContainText('Exactly what was counted above');
});
