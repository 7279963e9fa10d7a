/** Every lab runs to its result: on WebAssembly in both languages, and on WebGPU wherever a lab has that path. What stands there then has no axe violation, light or dark. */
import { violationsOn } from '../tests/axe.ts';
import { expect, test } from '../tests/fixtures.ts';
import { mouse } from './hand.ts';
import { addressOf, LAB_RUNS, LABS, runLab } from './lab-runs.ts';

test('the walk knows the way through every lab of the course, and none that is not there', () => {
  expect(Object.keys(LAB_RUNS).sort()).toEqual(LABS.map(({ lab }) => lab).sort());
});

for (const locale of ['zh', 'en'] as const) {
  for (const { lab, lesson } of LABS) {
    test(`${lab} runs to its result on wasm in ${locale}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await page.goto(`${addressOf(lesson, locale)}?backend=wasm`);
      await runLab(page, { lab, hand: mouse });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        // What is folded away is read too.
        await page.getByTestId(`lab-${lab}`).evaluate(unfold);
        expect(await violationsOn(page, { within: `[data-testid="lab-${lab}"]` }), colorScheme).toEqual([]);
      }
    });
  }
}

for (const { lab, lesson } of LABS.filter(({ lab }) => LAB_RUNS[lab]?.gpu)) {
  test(`${lab} runs to its result on webgpu`, async ({ page }) => {
    await page.goto(`${addressOf(lesson, 'zh')}?backend=webgpu`);
    await runLab(page, { lab, hand: mouse, backend: 'webgpu' });
    const chip = page.getByTestId(`lab-${lab}`).getByTestId('backend').first();
    await expect(chip).toHaveAttribute('data-backend', 'webgpu');
  });
}

/** Opens every fold of a lab, and resolves when colours that fade have faded. */
async function unfold(lab: HTMLElement | SVGElement): Promise<void> {
  for (const fold of lab.querySelectorAll('details')) fold.open = true;
  // The colours of the other scheme stand there with the second frame.
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
}
