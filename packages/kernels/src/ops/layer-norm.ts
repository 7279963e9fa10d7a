/** Layer normalisation over the last dimension, with the mean and deviation kept for the backward pass. */
import {
  add,
  concat,
  mean,
  mul,
  reshape,
  rsqrt,
  slice,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  zeros,
} from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput, keepFirst } from '../outputs.ts';
import { checkFloat, checkRange, checkShape, failShape } from '../validate.ts';
import { columnSumsByOps } from './column-sums.ts';

/** [.., C] → rows [N, C] */
function toRows(x: Tensor): Tensor {
  const width = x.shape[x.rank - 1] ?? 1;
  return reshape(x, [x.size / width, width]);
}

/** Returns [y, statistics]: y = (x − μ)·r·gain + bias with r = 1/√(σ² + ε), statistics = (μ, r) of every row, [N, 2]. */
export function normaliseByOps(x: Tensor, gain: Tensor, bias: Tensor, epsilon: number): [Tensor, Tensor] {
  const rows = toRows(x);
  const average = mean(rows, 1, true); // [N, 1]
  const centred = sub(rows, average); // [N, C]
  const inverseDeviation = rsqrt(add(mean(square(centred), 1, true), epsilon)); // [N, 1]
  const y = add(mul(mul(centred, inverseDeviation), gain), bias);
  // On cpu, tfjs' concat of nothing makes a tensor that its slice can't read.
  const statistics = x.size === 0 ? zeros([0, 2]) : concat([average, inverseDeviation], 1);
  return [reshape(y, x.shape), statistics];
}

/** Returns [dx, dGain, dBias]: dx = r·(g − mean(g) − x̂·mean(g·x̂)) with g = dy·gain, x̂ = (x − μ)·r */
export function normaliseGradByOps(x: Tensor, gain: Tensor, statistics: Tensor, dy: Tensor): [Tensor, Tensor, Tensor] {
  const rows = toRows(x);
  const dyRows = toRows(dy);
  const average = slice(statistics, [0, 0], [-1, 1]); // [N, 1]
  const inverseDeviation = slice(statistics, [0, 1], [-1, 1]); // [N, 1]
  const normalised = mul(sub(rows, average), inverseDeviation); // [N, C]
  const scaled = mul(dyRows, gain); // [N, C]
  const projection = mean(mul(scaled, normalised), 1, true); // [N, 1]
  const centred = sub(sub(scaled, mean(scaled, 1, true)), mul(normalised, projection));
  const dx = reshape(mul(centred, inverseDeviation), x.shape);
  return [dx, columnSumsByOps(mul(dyRows, normalised)), columnSumsByOps(dyRows)];
}

const layerNormGrad = defineKernel<{ x: Tensor; gain: Tensor; statistics: Tensor; dy: Tensor }, object>({
  name: 'GlassboxLayerNormGrad',
  reference: ({ x, gain, statistics, dy }) => normaliseGradByOps(x, gain, statistics, dy),
});

const layerNormKernel = defineKernel<{ x: Tensor; gain: Tensor; bias: Tensor }, { epsilon: number }>({
  name: 'GlassboxLayerNorm',
  reference: ({ x, gain, bias }, { epsilon }) => normaliseByOps(x, gain, bias, epsilon),
  gradient: {
    inputsToSave: ['x', 'gain'],
    outputsToSave: [false, true],
    backward: (dy, saved) => {
      const [x, gain, statistics] = saved as [Tensor, Tensor, Tensor];
      const gradients = layerNormGrad({ x, gain, statistics, dy }, {});
      return {
        x: () => getOutput(gradients, 0),
        gain: () => getOutput(gradients, 1),
        bias: () => getOutput(gradients, 2),
      };
    },
  },
});

/**
 * Returns (x − μ)/√(σ² + ε)·gain + bias, where μ and σ² are the mean and the biased variance over the last dimension.
 *
 * @param x float32 [.., C]
 * @param gain float32 [C]
 * @param bias float32 [C]
 * @param epsilon added to the variance; default 1e-5 as in GPT-2
 * @returns float32 of the shape of `x`; the caller disposes it
 * @throws ShapeError if `gain` or `bias` is not [C]; KernelError if `epsilon` is not in [0, 1]
 * @see Ba, Kiros & Hinton 2016, arXiv:1607.06450, eq. 3 and 4
 */
export function layerNorm<T extends Tensor>(x: T, gain: Tensor1D, bias: Tensor1D, epsilon = 1e-5): T {
  checkNorm('layerNorm', x, gain, bias, epsilon);
  return keepFirst<T>(layerNormKernel({ x, gain, bias }, { epsilon }));
}

/** Throws unless `x` is float32 [.., C] with C ≥ 1, `gain` and `bias` are [C], and `epsilon` is in [0, 1]. */
export function checkNorm(where: string, x: Tensor, gain: Tensor1D, bias: Tensor1D, epsilon: number): void {
  checkFloat(where, 'x', x);
  const width = x.shape[x.rank - 1];
  if (!width) failShape(where, 'x', x.shape, '[.., C] with C ≥ 1', 'reshape it');
  checkShape(where, 'gain', gain, [width], '[C]');
  checkShape(where, 'bias', bias, [width], '[C]');
  checkRange(where, 'epsilon', epsilon, 0, 1);
}
