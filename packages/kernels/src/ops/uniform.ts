/** Random numbers made on the device: a hash of (seed, place), so the same bits on every backend and in any order. */
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { KernelError } from '../errors.ts';
import { getOutput } from '../outputs.ts';
import { hashBits } from '../random/hash.ts';
import { checkSeed } from '../validate.ts';

/** A float32 holds 24 bits exactly, so the 8 lowest of the hash are left out. */
const UNIT = 2 ** -24;

const uniformKernel = defineKernel<object, { shape: number[]; seed: number }>({
  name: 'GlassboxUniform',
  reference: (_inputs, { shape, seed }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return [
      tensor(
        Float32Array.from({ length: size }, (_, i) => (hashBits(seed, i) >>> 8) * UNIT),
        shape,
      ),
    ];
  },
});

/**
 * Returns numbers drawn evenly from [0, 1), multiples of 2⁻²⁴: element i is (hash(seed, i) >>> 8)·2⁻²⁴.
 *
 * @param shape of the result, sizes ≥ 0
 * @param seed an integer; its low 32 bits count. The result depends on it alone
 * @returns float32 of `shape`; the caller disposes it
 * @throws KernelError if a size is not a whole number ≥ 0, or `seed` is not an integer
 * @see Salmon et al. 2011, doi:10.1145/2063384.2063405 (counter-based generators); the hash is `hashBits`
 */
export function uniform(shape: readonly number[], seed: number): Tensor {
  for (const size of shape) {
    if (Number.isInteger(size) && size >= 0) continue;
    throw new KernelError(`uniform: shape is [${shape.join(', ')}]; whole numbers ≥ 0 were needed; check the sizes`);
  }
  checkSeed('uniform', seed);
  return getOutput(uniformKernel({}, { shape: [...shape], seed: seed | 0 }), 0);
}
