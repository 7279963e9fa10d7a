/** The one way losses average: over tokens that count, each with its weight. */
import { registerBasicGradients, ShapeError } from '@glassbox/kernels';
import { div, mul, type Scalar, sum, type Tensor1D, tensor1d } from '@tensorflow/tfjs-core';

/**
 * Returns Σ wₙ·xₙ / Σ wₙ, with a gradient for x; the caller disposes.
 *
 * @param weights [N], 0 or above; 0 leaves a token out
 * @throws ShapeError if there are not N weights, or all are 0
 */
export function weightedMean(x: Tensor1D, weights: Float32Array): Scalar {
  const total = weights.reduce((running, weight) => running + weight, 0);
  if (weights.length !== x.size || !(total > 0)) {
    throw new ShapeError(
      `weightedMean: ${weights.length} weights with a sum of ${total} were found; ${x.size} with a sum above 0 were needed; check the batch.`,
      { expected: `[${x.size}]`, actual: `[${weights.length}]` },
    );
  }
  registerBasicGradients(); // the caller's first op with a gradient may be one of tfjs
  return div(sum(mul(x, constant(weights))), total);
}

/** Returns a list of numbers as a tensor [N] of the enclosing tidy. */
export function constant(values: Float32Array): Tensor1D {
  return tensor1d(values, 'float32');
}
