/** Runs one case on the active backend: its output, and the gradient of Σ output∘weights for every input. */
import {
  engine,
  mul,
  type Scalar,
  setBackend,
  sum,
  type Tensor,
  tensor,
  tidy,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { createRandom } from '../src/index.ts';
import type { KernelCase } from './cases.ts';

/** Returns the same values for the same shape and seed on every backend, in (−scale, scale). */
export function seededValues(shape: number[], seed: number, scale = 1): Float32Array {
  const random = createRandom(seed);
  const size = shape.reduce((product, length) => product * length, 1);
  return Float32Array.from({ length: size }, () => (2 * random.next() - 1) * scale);
}

export function makeInputs(kernelCase: KernelCase): Tensor[] {
  return kernelCase.shapes.map((shape, i) => tensor(seededValues(shape, 10 + i, kernelCase.scale), shape));
}

/** The scalar Σ run(inputs)∘weights with fixed pseudo-random weights: its gradient exercises every output. */
export function weighted(kernelCase: KernelCase, inputs: Tensor[]): Scalar {
  return tidy(() => {
    const y = kernelCase.run(inputs);
    return sum<Scalar>(mul(y, tensor(seededValues(y.shape, 99), y.shape)));
  });
}

export interface Computed {
  output: Float32Array;
  gradients: Float32Array[];
}

export async function compute(kernelCase: KernelCase): Promise<Computed> {
  const inputs = makeInputs(kernelCase);
  const y = kernelCase.run(inputs);
  const { value, grads } = valueAndGrads((...xs: Tensor[]) => weighted(kernelCase, xs))(inputs);
  const output = (await y.data()) as Float32Array;
  const gradients = await Promise.all(grads.map(async (gradient) => (await gradient.data()) as Float32Array));
  for (const used of [...inputs, ...grads, y, value]) used.dispose();
  return { output: output.slice(), gradients: gradients.map((gradient) => gradient.slice()) };
}

/** Computes every case on the cpu backend, where only the references exist. */
export async function computeReferences(cases: KernelCase[]): Promise<Computed[]> {
  const before = engine().backendName;
  await setBackend('cpu');
  const references: Computed[] = [];
  for (const kernelCase of cases) references.push(await compute(kernelCase));
  if (before) await setBackend(before);
  return references;
}

/** Returns the largest difference, relative to the largest value of the reference where that is above 1; NaN counts as infinite. */
export function largestError(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const size = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  return expected.reduce((largest, value, i) => {
    const error = Math.abs((actual[i] ?? Number.NaN) - value) / size;
    return Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(largest, error);
  }, 0);
}
