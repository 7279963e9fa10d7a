/** Everything that can be said of a model without building it. */
import { countFlops, countMemory, countParameters } from '@glassbox/core';
import type { Counts, Shape } from './contract.ts';

export function countShape(shape: Shape): Counts {
  const past = shape.blockSize - 1;
  return {
    parameters: countParameters(shape),
    training: countMemory(shape, { training: true }),
    writing: countMemory(shape, { training: false, dtype: 'float16' }),
    tokenFlops: countFlops(shape, { length: 1, past }).forward.total,
  };
}
