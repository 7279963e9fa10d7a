/** The references themselves: their gradients against finite differences, and small results computed by hand. */
import '@tensorflow/tfjs-backend-cpu';
import {
  add,
  mul,
  setBackend,
  sum,
  type Tensor,
  tensor,
  tensor1d,
  tensor2d,
  tensor4d,
  tidy,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  causalAttention,
  createRandom,
  crossEntropy,
  dropout,
  embedding,
  gelu,
  KernelError,
  layerNorm,
} from '../src/index.ts';
import { CASES } from './cases.ts';
import { makeInputs, seededValues, weighted } from './compute.ts';
import { testLeaks, testOptimizer, testRepeatability } from './suites.ts';

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

describe('by hand', () => {
  test('crossEntropy of even logits is ln V, and 0 when every row is ignored', () => {
    const logits = tensor2d([0, 0, 0, 0], [1, 4]);
    expect(crossEntropy(logits, Int32Array.of(2)).dataSync()[0]).toBeCloseTo(Math.log(4), 6);
    expect(crossEntropy(logits, Int32Array.of(-1)).dataSync()[0]).toBe(0);
  });

  test('gelu is 0 at 0, x for large x, 0 for very negative x, and 0.8412 at 1', () => {
    const y = gelu(tensor1d([0, 20, -20, 1])).dataSync();
    expect(y[0]).toBe(0);
    expect(y[1]).toBeCloseTo(20, 5);
    expect(y[2]).toBeCloseTo(0, 6);
    expect(y[3]).toBeCloseTo(0.841192, 5);
  });

  test('layerNorm of (1, 3) is (−1, 1) before gain and bias', () => {
    const y = layerNorm(tensor2d([[1, 3]]), tensor1d([2, 2]), tensor1d([1, 1])).dataSync();
    expect(y[0]).toBeCloseTo(-1, 4);
    expect(y[1]).toBeCloseTo(3, 4);
  });

  test('causalAttention lets the first query see the first key alone, and no later key changes an earlier row', () => {
    const shape: [number, number, number, number] = [1, 1, 3, 2];
    const [q, k, v] = [1, 2, 3].map((seed) => seededValues(shape, seed)) as [Float32Array, Float32Array, Float32Array];
    const run = (values: Float32Array) =>
      causalAttention(tensor4d(q, shape), tensor4d(k, shape), tensor4d(values, shape)).dataSync();
    const before = run(v);
    expect(before.slice(0, 2)).toEqual(v.slice(0, 2));
    const changed = v.slice();
    changed.set([9, 9], 4);
    expect(run(changed).slice(0, 4)).toEqual(before.slice(0, 4));
    expect(run(changed).slice(4)).not.toEqual(before.slice(4));
  });

  test('embedding gives the rows asked for and adds gradients of a repeated token', () => {
    const weight = tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const { value, grads } = valueAndGrads((w: Tensor) =>
      sum(embedding(w as typeof weight, Int32Array.of(1, 1, 0), [3])),
    )([weight]);
    expect(value.dataSync()[0]).toBe(17);
    expect(grads[0]?.dataSync()).toEqual(Float32Array.of(1, 1, 2, 2));
  });

  test('dropout drops about its rate, scales the rest, and depends on the seed alone', () => {
    const x = tensor1d(new Float32Array(10_000).fill(1));
    const [first, again, other] = [7, 7, 8].map((seed) => dropout(x, 0.25, seed).dataSync());
    const dropped = first?.filter((value) => value === 0).length ?? 0;
    expect(dropped).toBeGreaterThan(2300);
    expect(dropped).toBeLessThan(2700);
    expect(first?.find((value) => value !== 0)).toBeCloseTo(4 / 3, 6);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(() => dropout(x, 1, 7)).toThrow(KernelError);
  });

  test('createRandom is uniform, repeats from its seed, and goes on from a stored state', () => {
    const random = createRandom(42);
    const draws = Array.from({ length: 10_000 }, () => random.next());
    expect(draws.reduce((sum, draw) => sum + draw, 0) / draws.length).toBeCloseTo(0.5, 2);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    const resumed = createRandom(random.state);
    expect(resumed.next()).toBe(random.next());
    expect(createRandom(42).next()).toBe(draws[0]);
  });
});
