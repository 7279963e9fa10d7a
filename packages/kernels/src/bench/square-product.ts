/** One square product on the active backend, timed: what the race of devices in the course runs. */
import { tensor2d } from '@tensorflow/tfjs-core';
import { matMul } from '../ops/mat-mul.ts';
import { waitForDevice } from './device.ts';
import { median } from './measure.ts';

/** Turns whose median counts; the first, which compiles, is none of them. */
const TURNS = 3;
const MOST_PER_TURN = 200;

/** Multiplies and adds of a product of two matrices of `size` × `size`: 2·size³. */
export function squareFlop(size: number): number {
  return 2 * size ** 3;
}

/**
 * Measures and returns the speed, in GFLOP/s, of a·b on the active backend.
 *
 * @param a [size·size], row-major; likewise b
 * @param options.turnMs about how long each of three turns lasts; more products are made in it when one is short
 * @example await setBackend('wasm'); await measureSquareProduct(a, b, { size: 256, turnMs: 100 });
 */
export async function measureSquareProduct(
  a: Float32Array,
  b: Float32Array,
  { size, turnMs }: { readonly size: number; readonly turnMs: number },
): Promise<number> {
  const [left, right] = [tensor2d(a, [size, size]), tensor2d(b, [size, size])];
  const compute = async (count: number) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) matMul(left, right).dispose();
    await waitForDevice();
    return performance.now() - start;
  };
  try {
    await compute(1); // compiles
    const count = Math.min(MOST_PER_TURN, Math.max(1, Math.ceil(turnMs / Math.max(await compute(1), 1e-3))));
    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) times.push((await compute(count)) / count);
    return squareFlop(size) / median(times) / 1e6;
  } finally {
    left.dispose();
    right.dispose();
  }
}
