/** Runs one case on the active backend: its outputs, and the gradient of Σ outputs∘weights for every input. */
import {
  addN,
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

/** Returns a float32 tensor of `seededValues`. */
export function seeded<T extends Tensor>(shape: number[], seed: number, scale = 1): T {
  return tensor(seededValues(shape, seed, scale), shape) as T;
}

export function makeInputs(kernelCase: KernelCase): Tensor[] {
  return kernelCase.shapes.map((shape, i) => seeded(shape, 10 + i, kernelCase.scale));
}

/** The scalar Σ run(inputs)∘weights with fixed pseudo-random weights: its gradient exercises every output. */
export function weighted(kernelCase: KernelCase, inputs: Tensor[]): Scalar {
  return tidy(() => {
    const totals = [kernelCase.run(inputs)].flat().map((y, i) => sum(mul(y, seeded(y.shape, 99 + i))));
    return (totals.length === 1 ? totals[0] : addN(totals)) as Scalar;
  });
}

export interface Computed {
  outputs: Float32Array[];
  gradients: Float32Array[];
}

export async function compute(kernelCase: KernelCase): Promise<Computed> {
  const inputs = makeInputs(kernelCase);
  const outputs = [kernelCase.run(inputs)].flat();
  // Read at once: joined with the forward pass below, each would be one more shader for the webgpu backend to compile.
  const values = await readAll(outputs);
  const { value, grads } = valueAndGrads((...xs: Tensor[]) => weighted(kernelCase, xs))(inputs);
  const computed = { outputs: values, gradients: await readAll(grads) };
  for (const used of [...inputs, ...outputs, ...grads, value]) used.dispose();
  return computed;
}

/** Returns where two results are not the same to the bit, or undefined; much faster than `toEqual` of arrays. */
export function findDifference(actual: Computed, expected: Computed): string | undefined {
  const [found, wanted] = [actual, expected].map(({ outputs, gradients }) => [...outputs, ...gradients]);
  if (found?.length !== wanted?.length) return `${found?.length} tensors instead of ${wanted?.length}`;
  for (const [i, values] of (found ?? []).entries()) {
    const others = wanted?.[i] ?? new Float32Array();
    if (values.length !== others.length) return `tensor ${i}: ${values.length} values instead of ${others.length}`;
    const place = values.findIndex((value, k) => !Object.is(value, others[k]));
    if (place >= 0) return `tensor ${i}, element ${place}: ${values[place]} instead of ${others[place]}`;
  }
  return undefined;
}

/** Returns copies: some backends hand out views of memory that goes on being used. */
export async function readAll(tensors: Tensor[]): Promise<Float32Array[]> {
  return Promise.all(tensors.map(async (tensor) => ((await tensor.data()) as Float32Array).slice()));
}

/** Returns what `run` returns on the cpu backend, where only the references exist. */
export async function onCpu<T>(run: () => Promise<T>): Promise<T> {
  const before = engine().backendName;
  await setBackend('cpu');
  try {
    return await run();
  } finally {
    if (before) await setBackend(before);
  }
}

/** Computes every case on the cpu backend, each once per test file. */
export async function computeReferences(cases: KernelCase[]): Promise<Computed[]> {
  return onCpu(async () => {
    const references: Computed[] = [];
    for (const kernelCase of cases) {
      const reference = known.get(kernelCase) ?? (await compute(kernelCase));
      known.set(kernelCase, reference);
      references.push(reference);
    }
    return references;
  });
}

const known = new WeakMap<KernelCase, Computed>();

/** Returns the largest difference, relative to the largest value of the reference where that is above 1; NaN counts as infinite. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let size = 1;
  for (let i = 0; i < expected.length; i++) size = Math.max(size, Math.abs(expected[i] ?? Number.NaN));
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? Number.NaN)) / size;
    if (Number.isNaN(error)) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, error);
  }
  return largest;
}
