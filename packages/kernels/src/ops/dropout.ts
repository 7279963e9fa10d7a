/** Seeded dropout: the mask is a hash of (seed, place), so it is the same on every backend and needs no storage. */
import { clone, mul, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { defineKernel, type RunKernel } from '../define-kernel.ts';
import { KernelError } from '../errors.ts';
import { getOutput } from '../outputs.ts';
import { dropThreshold, hashBits } from '../random/hash.ts';
import { checkFloat, checkSeed } from '../validate.ts';

interface DropoutAttributes {
  seed: number;
  /** An element is dropped if its hash is below this; 0…2³²−1. */
  threshold: number;
  /** 1/(1 − rate), what the kept elements are multiplied by. */
  keptScale: number;
}

/** The op is linear and diagonal, so it is its own gradient. */
const dropoutKernel: RunKernel<{ x: Tensor }, DropoutAttributes> = defineKernel<{ x: Tensor }, DropoutAttributes>({
  name: 'GlassboxDropout',
  reference: ({ x }, { seed, threshold, keptScale }) => {
    const mask = Float32Array.from({ length: x.size }, (_, i) => (hashBits(seed, i) < threshold ? 0 : keptScale));
    return [mul(x, tensor(mask, x.shape))];
  },
  gradient: {
    inputsToSave: [],
    backward: (dy, _saved, attributes) => ({ x: () => getOutput(dropoutKernel({ x: dy }, attributes), 0) }),
  },
});

/**
 * Returns `x` with each element set to 0 with probability `rate` and the others multiplied by 1/(1 − rate).
 *
 * @param x float32, any shape
 * @param rate share to drop, in [0, 1); 0 returns a copy
 * @param seed an integer; the mask depends on the seed and an element's place only. Use a fresh one per layer and step
 * @returns float32 of the shape of `x`; the caller disposes it
 * @throws ShapeError if `x` is not float32; KernelError if `rate` or `seed` is out of range
 * @see Srivastava et al. 2014, JMLR 15, section 4 (scaled at training time, "inverted")
 */
export function dropout<T extends Tensor>(x: T, rate: number, seed: number): T {
  checkFloat('dropout', 'x', x);
  if (!(rate >= 0 && rate < 1)) {
    throw new KernelError(`dropout: rate is ${rate}; a number in [0, 1) was needed; change the option`);
  }
  checkSeed('dropout', seed);
  if (rate === 0) return clone(x);
  const attributes = { seed: seed | 0, threshold: dropThreshold(rate), keptScale: 1 / (1 - rate) };
  return getOutput<T>(dropoutKernel({ x }, attributes), 0);
}
