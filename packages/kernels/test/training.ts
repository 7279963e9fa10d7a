/** Training as a whole: what every op does right alone must also end in the same model. */
import { memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onCpu } from './compute.ts';
import { createTinyGpt, type TinyGptSizes } from './tiny-gpt.ts';

const SIZES: TinyGptSizes = { nLayer: 2, nHead: 2, C: 16, B: 4, T: 8, V: 13 };
const STEPS = 50;
/** Rounding differs between backends, and training multiplies it. The largest seen on wasm was 1.2e-7. */
const LOSS_TOLERANCE = 1e-5;

export interface LossParityOptions {
  sizes?: TinyGptSizes;
  steps?: number;
  /** Relative, of each loss. */
  tolerance?: number;
}

/** Trains on the cpu references and on the active backend. */
export function testLossParity(
  activate: () => Promise<unknown>,
  { sizes = SIZES, steps = STEPS, tolerance = LOSS_TOLERANCE }: LossParityOptions = {},
): void {
  test(`${steps} steps of AdamW give the losses of the reference, and leave no tensor behind`, async () => {
    await activate();
    const expected = await onCpu(() => losses(sizes, steps));
    const actual = await losses(sizes, steps);
    const errors = actual.map((loss, i) => Math.abs(loss - (expected[i] ?? Number.NaN)) / (expected[i] ?? 1));
    expect(Math.max(...errors)).toBeLessThan(tolerance);
    expect(expected.at(-1)).toBeLessThan(0.9 * (expected[0] ?? 0)); // it did learn
  });
}

async function losses(sizes: TinyGptSizes, steps: number): Promise<number[]> {
  const before = memory();
  const model = createTinyGpt(sizes);
  const seen: number[] = [];
  for (let i = 0; i < steps; i++) seen.push(await model.step());
  model.dispose();
  expect(memory().numTensors).toBe(before.numTensors);
  expect(memory().numDataBuffers).toBe(before.numDataBuffers);
  return seen;
}
