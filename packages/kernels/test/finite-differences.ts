/** Gradients against what moving the inputs a little does to the result: an oracle that shares no formula with them. */
import { add, mul, type Scalar, sum, type Tensor, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { CASES, type KernelCase } from './cases.ts';
import { makeInputs, seeded, weighted } from './compute.ts';

/** Step of the central difference: float32 noise falls and truncation grows with it. */
const STEP = 1e-2;
const TOLERANCE = 5e-3;

/** Smooth enough, with inputs so large that a step is small against them and so small that all are quick. */
const SMOOTH_CASES = CASES.filter(({ title, shapes }) => {
  const size = shapes.flat().reduce((sum, length) => sum + length, 0);
  return size < 400 && !title.includes('±1e4') && !title.includes('×1×1') && !title.includes('1×1');
});

export function testFiniteDifferences(cases = SMOOTH_CASES): void {
  test.each(cases)('$title has the gradient that finite differences see', async (kernelCase) => {
    const inputs = makeInputs(kernelCase);
    const { value, grads } = valueAndGrads((...xs: Tensor[]) => weighted(kernelCase, xs))(inputs);
    const size = Math.abs(await readScalar(value));
    for (const [chosen, gradient] of grads.entries()) {
      const direction = seeded(gradient.shape, 7);
      const at = (step: number) => valueAt(kernelCase, inputs, chosen, mulTidy(step, direction));
      const slope = ((await at(STEP)) - (await at(-STEP))) / (2 * STEP);
      const expected = await readScalar(tidy(() => sum<Scalar>(mul(gradient, direction))));
      const error = Math.abs(slope - expected) / Math.max(1, Math.abs(expected), size);
      expect(error, `input ${chosen}: ${slope} against ${expected}`).toBeLessThan(TOLERANCE);
      direction.dispose();
    }
    for (const used of [...inputs, ...grads]) used.dispose();
  });
}

const mulTidy = (step: number, direction: Tensor) => tidy(() => mul(step, direction));

/** The weighted sum of the outputs with input `chosen` moved by `change`, which is disposed. */
async function valueAt(kernelCase: KernelCase, inputs: Tensor[], chosen: number, change: Tensor): Promise<number> {
  const result = tidy(() =>
    weighted(
      kernelCase,
      inputs.map((x, i) => (i === chosen ? add(x, change) : x)),
    ),
  );
  change.dispose();
  return readScalar(result);
}

/** Reads and disposes it. */
async function readScalar(scalar: Scalar): Promise<number> {
  const value = (await scalar.data())[0] ?? Number.NaN;
  scalar.dispose();
  return value;
}
