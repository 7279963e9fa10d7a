/** The references themselves: their gradients against finite differences, repeatability and leaks. */
import '@tensorflow/tfjs-backend-cpu';
import { add, mul, setBackend, sum, type Tensor, tensor, tidy, valueAndGrads } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { CASES } from './cases.ts';
import { makeInputs, seededValues, weighted } from './compute.ts';
import { testEquivalences } from './equivalences.ts';
import { testExtremes } from './extremes.ts';
import { testInference } from './inference.ts';
import { testLeaks, testOptimizer, testRepeatability } from './suites.ts';
import { testLossParity } from './training.ts';
import { testWrongInput } from './wrong-input.ts';

/** Step of the central difference: float32 noise falls and truncation grows with it. */
const STEP = 1e-2;
/** Large enough inputs that a step is small against them, small enough to run quickly. */
const SMOOTH_CASES = CASES.filter(({ title, shapes }) => {
  const size = shapes.flat().reduce((sum, length) => sum + length, 0);
  return size < 400 && !title.includes('±1e4') && !title.includes('×1×1') && !title.includes('1×1');
});

beforeAll(() => setBackend('cpu'));

describe('reference on cpu', () => {
  testRepeatability();
  testLeaks();
  testOptimizer();
  testExtremes();
  testEquivalences();
  testInference(() => setBackend('cpu'));
  testWrongInput();
  testLossParity(() => setBackend('cpu')); // with itself: that it learns, and forgets nothing in memory

  test.each(SMOOTH_CASES)('$title has the gradient that finite differences see', (kernelCase) => {
    const inputs = makeInputs(kernelCase);
    const { value, grads } = valueAndGrads((...xs: Tensor[]) => weighted(kernelCase, xs))(inputs);
    inputs.forEach((_, chosen) => {
      const direction = tensor(seededValues(inputs[chosen]?.shape ?? [], 7), inputs[chosen]?.shape ?? []);
      const at = (step: number) =>
        tidy(() => {
          const moved = inputs.map((x, i) => (i === chosen ? add(x, mul(step, direction)) : x));
          return weighted(kernelCase, moved).dataSync()[0] ?? Number.NaN;
        });
      const slope = (at(STEP) - at(-STEP)) / (2 * STEP);
      const expected = tidy(() => sum(mul(grads[chosen] as Tensor, direction)).dataSync()[0] ?? Number.NaN);
      const scale = Math.max(1, Math.abs(expected), Math.abs(value.dataSync()[0] ?? 0));
      expect(Math.abs(slope - expected) / scale, `input ${chosen}: ${slope} against ${expected}`).toBeLessThan(5e-3);
      direction.dispose();
    });
    for (const used of [...inputs, ...grads, value]) used.dispose();
  });
});
