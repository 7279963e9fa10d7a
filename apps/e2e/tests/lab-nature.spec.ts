/** The lab of lesson `emergence-in-nature`: four worlds that run, rest, step and start again, and a sweep that measures. */
import { expect, test } from './fixtures.ts';
import { openLab, wakeLab } from './lab-page.ts';

test('a world runs and rests, another seed is another world, and the sweep finds where the jam begins', async ({
  page,
}) => {
  const lab = await openLab(page, '/lessons/emergence-in-nature', 'lab-nature');
  await expect(lab.getByTestId('at-step')).toHaveText('第 0 步');

  await lab.getByTestId('run').click();
  await expect(lab.getByTestId('at-step')).not.toHaveText('第 0 步');
  await lab.getByTestId('pause').click();
  await expect(lab.getByTestId('run')).toBeVisible();
  await lab.getByTestId('reset').click();
  await expect(lab.getByTestId('at-step')).toHaveText('第 0 步');

  const curveOf = async (simulation: string, seed: string) => {
    await lab.getByTestId(`world-${simulation}`).check();
    await lab.getByTestId('seed').fill(seed);
    await lab.getByTestId('seed').blur();
    await lab.getByTestId('reset').click();
    await expect(lab.getByTestId('at-step')).toHaveText('第 0 步');
    await lab.getByTestId('jump').click();
    await lab.getByTestId('step').click();
    await expect(lab.getByTestId('at-step')).toHaveText(/1 步$/);
    return await lab.getByTestId('now').textContent();
  };
  expect(await curveOf('flock', '1')).not.toBe(await curveOf('flock', '2'));
  expect(await curveOf('vortex', '1')).toMatch(/^−?0\.\d\d$/);
  expect(await curveOf('snowflake', '1')).toContain('%');

  await lab.getByTestId('world-traffic').check();
  await lab.getByRole('radio', { name: '约 10%' }).check();
  await lab.getByTestId('run-sweep').click();
  await expect(lab.getByTestId('jam')).toContainText('停着的车就超过了 5%');
  await expect(lab.getByTestId('answer')).toContainText('猜对了');
  await expect(lab.getByTestId('gist')).not.toBeEmpty();
  const first = await lab.getByTestId('jam').textContent();
  await lab.getByTestId('slider-dawdle').fill('0');
  await lab.getByTestId('run-sweep').click();
  await expect(lab.getByTestId('jam')).not.toHaveText(first ?? '');

  await page.reload();
  await wakeLab(lab);
  await expect(lab.getByTestId('seed')).toHaveValue('1');
  await expect(lab.getByTestId('slider-dawdle')).toHaveValue('0');
});

test.describe('with less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing plays: the world goes step by step, in the colours of the page', async ({ page }) => {
    const lab = await openLab(page, '/en/lessons/emergence-in-nature', 'lab-nature');
    await expect(lab.getByTestId('step')).toBeEnabled();
    await expect(lab.getByTestId('run')).toHaveCount(0);
    await lab.getByTestId('step').click();
    await expect(lab.getByTestId('at-step')).toHaveText('Step 1');
    await expect(lab.getByTestId('gist')).toContainText('At step 1, share of cars that stand: ');
    await lab.getByTestId('jump').click();
    await expect(lab.getByTestId('gist')).toContainText('At step 51, ');
    // Transitions are cut to nearly nothing here: a colour read in the midst of one was that of the token before, and cars had the road's.
    const darkest = await lab
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const pixels =
          canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
        return pixels.reduce((least, value, at) => (at % 4 === 1 ? Math.min(least, value) : least), 255);
      });
    expect(darkest).toBeLessThan(100);
  });
});
