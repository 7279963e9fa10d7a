import { grad, tensor1d } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { selectBackend } from '../backend/select-backend.ts';
import { exactGelu } from './exact-gelu.ts';

/** x, x·Φ(x), Φ(x) + x·φ(x), from tables of the normal distribution with ten digits. */
const POINTS = [
  [0, 0, 0.5],
  [1, 0.8413447461, 1.0833154706],
  [-1, -0.1586552539, -0.0833154706],
  [2, 1.9544997361, 1.0852318011],
  [-3, -0.004049694, -0.0119455256],
  [10, 10, 1],
  [-10, 0, 0],
] as const;
/** tfjs' erf is off by 1.7e-7, times half of x. */
const TOLERANCE = 1e-6;

it.each(['cpu', 'wasm'] as const)('on %s gives x·Φ(x) and its slope', async (backend) => {
  await selectBackend({ prefer: backend });
  const x = tensor1d(POINTS.map(([at]) => at));
  const [value, slope] = [await exactGelu(x).data(), await grad((at) => exactGelu(at))(x).data()];
  for (const [i, [, expectedValue, expectedSlope]] of POINTS.entries()) {
    expect(Math.abs((value[i] ?? Number.NaN) - expectedValue)).toBeLessThan(TOLERANCE);
    expect(Math.abs((slope[i] ?? Number.NaN) - expectedSlope)).toBeLessThan(TOLERANCE);
  }
});

it('differs from the tanh approximation by what that one is off, more than its own error', async () => {
  await selectBackend({ prefer: 'cpu' });
  const [exact = Number.NaN] = await exactGelu(tensor1d([2])).data();
  const tanhForm = 0.5 * 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (2 + 0.044715 * 8)));
  expect(Math.abs(exact - tanhForm)).toBeGreaterThan(5e-5);
});
