/** The tests every fast backend passes. A test file sets the backend up and hands it over. */
import { memory, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { adamW, clipByGlobalNorm, globalNorm } from '../src/index.ts';
import { CASES, type KernelCase } from './cases.ts';
import { type Computed, compute, computeReferences, findDifference, largestError, seededValues } from './compute.ts';
import { ownVariable } from './tiny-gpt.ts';

/** Room for another order of summing in float32, in units of the largest value. */
const TOLERANCE = 2e-5;

/** What the cases gave on the backend under test, for `testRepeats`. */
export type FirstResults = Map<KernelCase, Computed>;

export function testParity(activate: () => Promise<unknown>, cases = CASES, tolerance = TOLERANCE): FirstResults {
  const firstResults: FirstResults = new Map();
  let references: Computed[] = [];
  beforeAll(async () => {
    references = await computeReferences(cases);
    await activate();
  });
  test.each(cases.map((kernelCase, i) => ({ title: kernelCase.title, kernelCase, i })))(
    '$title gives what the reference gives, forward and backward',
    async ({ i, kernelCase }) => {
      const computed = await compute(kernelCase);
      firstResults.set(kernelCase, computed);
      const reference = references[i] as Computed;
      reference.outputs.forEach((output, place) => {
        expect(largestError(computed.outputs[place] as Float32Array, output), `output ${place}`).toBeLessThan(
          tolerance,
        );
      });
      reference.gradients.forEach((gradient, input) => {
        expect(largestError(computed.gradients[input] as Float32Array, gradient), `input ${input}`).toBeLessThan(
          tolerance,
        );
      });
    },
  );
  return firstResults;
}

/** The first time a backend may build what it keeps; the second must give the same and leave nothing. */
export function testRepeats(cases = CASES, firstResults: FirstResults = new Map()): void {
  test.each(cases.map((kernelCase) => ({ title: kernelCase.title, kernelCase })))(
    '$title gives the same bits again and leaves no tensor behind, forward and backward',
    async ({ kernelCase }) => {
      const first = firstResults.get(kernelCase) ?? (await compute(kernelCase));
      const before = memory();
      const again = await compute(kernelCase);
      expect(memory().numTensors).toBe(before.numTensors);
      expect(memory().numDataBuffers).toBe(before.numDataBuffers);
      expect(findDifference(again, first)).toBeUndefined();
    },
  );
}

export function testOptimizer(): void {
  const shapes = [[1], [3, 5], [257], [16, 16]];

  test('globalNorm and clipByGlobalNorm give the norm and gradients no longer than asked', async () => {
    const values = shapes.map((shape, i) => seededValues(shape, i + 1));
    const expected = Math.sqrt(values.reduce((sum, list) => list.reduce((total, x) => total + x * x, sum), 0));
    const gradients = shapes.map((shape, i) => tensor(values[i] as Float32Array, shape));
    const norm = globalNorm(gradients);
    const short = clipByGlobalNorm(gradients, expected / 4);
    const unclipped = clipByGlobalNorm(gradients, expected * 2);
    const after = globalNorm(short.tensors);
    expect(Math.abs(((await norm.data())[0] ?? 0) - expected)).toBeLessThan(1e-5 * expected);
    expect(Math.abs(((await after.data())[0] ?? 0) - expected / 4)).toBeLessThan(1e-5 * expected);
    expect(largestError((await unclipped.tensors[1]?.data()) as Float32Array, values[1] as Float32Array)).toBeLessThan(
      1e-7,
    );
    for (const used of [
      ...gradients,
      norm,
      after,
      ...short.tensors,
      short.norm,
      ...unclipped.tensors,
      unclipped.norm,
    ]) {
      used.dispose();
    }
  });

  test('adamW follows the formula in float64 for five steps, in place, and leaves clones alone', async () => {
    const before = memory();
    const options = { learningRate: 0.01, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
    const weightDecay = shapes.map((_, i) => (i % 2 === 0 ? 0.1 : 0));
    const expected = shapes.map((shape, i) => Array.from(seededValues(shape, i + 20)));
    const first = expected.map((list) => list.map(() => 0));
    const second = expected.map((list) => list.map(() => 0));
    const parameters = shapes.map((shape, i) => ownVariable(tensor(seededValues(shape, i + 20), shape)));
    const firstMoments = shapes.map((shape) => ownVariable(zeros(shape)));
    const secondMoments = shapes.map((shape) => ownVariable(zeros(shape)));
    const clone = parameters[1]?.clone() as Tensor;
    for (let step = 1; step <= 5; step++) {
      const gradients = shapes.map((shape, i) => tensor(seededValues(shape, 100 * step + i), shape));
      adamW({ parameters, gradients, firstMoments, secondMoments, step, weightDecay, ...options });
      for (const [i, shape] of shapes.entries()) {
        const g = seededValues(shape, 100 * step + i);
        const state = { p: expected[i] ?? [], m: first[i] ?? [], v: second[i] ?? [] };
        adamWInFloat64(state, g, { ...options, weightDecay: weightDecay[i] ?? 0, step });
      }
      // Reading in between must not freeze what later reads see.
      await parameters[0]?.data();
      for (const gradient of gradients) gradient.dispose();
    }
    for (const [i, parameter] of parameters.entries()) {
      const error = largestError((await parameter.data()) as Float32Array, Float32Array.from(expected[i] ?? []));
      expect(error).toBeLessThan(1e-5);
    }
    expect(await clone.data()).toEqual(seededValues([3, 5], 21));
    for (const used of [...parameters, ...firstMoments, ...secondMoments, clone]) used.dispose();
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);
  });
}

interface AdamWState {
  p: number[];
  m: number[];
  v: number[];
}

function adamWInFloat64(
  { p, m, v }: AdamWState,
  g: Float32Array,
  o: { learningRate: number; beta1: number; beta2: number; epsilon: number; weightDecay: number; step: number },
): void {
  g.forEach((gradient, i) => {
    m[i] = o.beta1 * (m[i] ?? 0) + (1 - o.beta1) * gradient;
    v[i] = o.beta2 * (v[i] ?? 0) + (1 - o.beta2) * gradient * gradient;
    const direction = m[i] / (1 - o.beta1 ** o.step) / (Math.sqrt(v[i] / (1 - o.beta2 ** o.step)) + o.epsilon);
    p[i] = (p[i] ?? 0) * (1 - o.learningRate * o.weightDecay) - o.learningRate * direction;
  });
}
