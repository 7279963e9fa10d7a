/**
 * The residual add and the layer norm that reads its sum, in one pass over memory: every transformer block does this
 * twice. Both results go on, the sum as the residual stream, so both have a gradient.
 */
import { add, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { shareData } from '../gradients/tape.ts';
import { getOutput } from '../outputs.ts';
import { checkShape } from '../validate.ts';
import { checkNorm, normaliseByOps, normaliseGradByOps } from './layer-norm.ts';

/** Both tensors have the shape of `x`; the caller disposes them. */
export interface AddLayerNormResult<T extends Tensor> {
  /** layerNorm(sum, gain, bias) */
  normalised: T;
  /** x + residual */
  sum: T;
}

/** dx = dSum + layerNormGrad(dNormalised); dresidual is the same. */
const addLayerNormGrad = defineKernel<
  { sum: Tensor; gain: Tensor; statistics: Tensor; dNormalised: Tensor; dSum: Tensor },
  object
>({
  name: 'GlassboxAddLayerNormGrad',
  reference: ({ sum, gain, statistics, dNormalised, dSum }) => {
    const [throughNorm, dGain, dBias] = normaliseGradByOps(sum, gain, statistics, dNormalised);
    return [add(dSum, throughNorm), dGain, dBias];
  },
});

const addLayerNormKernel = defineKernel<
  { x: Tensor; residual: Tensor; gain: Tensor; bias: Tensor },
  { epsilon: number }
>({
  name: 'GlassboxAddLayerNorm',
  reference: ({ x, residual, gain, bias }, { epsilon }) => {
    const sum = add(x, residual);
    const [normalised, statistics] = normaliseByOps(sum, gain, bias, epsilon);
    return [normalised, sum, statistics];
  },
  gradient: {
    inputsToSave: ['gain'],
    outputsToSave: [false, true, true],
    differentiable: 2,
    backward: (dNormalised, saved, _attributes, dys) => {
      const [gain, sum, statistics] = saved as [Tensor, Tensor, Tensor];
      const dSum = getOutput(dys, 1);
      const gradients = addLayerNormGrad({ sum, gain, statistics, dNormalised, dSum }, {});
      return {
        x: () => getOutput(gradients, 0),
        residual: () => shareData(getOutput(gradients, 0)), // a handle of its own: gradients are disposed one by one
        gain: () => getOutput(gradients, 1),
        bias: () => getOutput(gradients, 2),
      };
    },
  },
});

/**
 * Returns sum = x + residual and normalised = (sum − μ)/√(σ² + ε)·gain + bias, with μ and σ² of the last dimension of the sum.
 *
 * @param x float32 [.., C], what a layer adds to the stream
 * @param residual float32 of the shape of `x`, the stream
 * @param gain float32 [C]
 * @param bias float32 [C]
 * @param epsilon added to the variance; default 1e-5 as in GPT-2
 * @returns two float32 tensors of the shape of `x`; the caller disposes them
 * @throws ShapeError if `residual` has another shape than `x`, or `gain` or `bias` is not [C]; KernelError if `epsilon` is not in [0, 1]
 * @see Ba, Kiros & Hinton 2016, arXiv:1607.06450, eq. 3 and 4; Xiong et al. 2020, arXiv:2002.04745 (pre-norm)
 */
export function addLayerNorm<T extends Tensor>(
  x: T,
  residual: T,
  gain: Tensor1D,
  bias: Tensor1D,
  epsilon = 1e-5,
): AddLayerNormResult<T> {
  checkNorm('addLayerNorm', x, gain, bias, epsilon);
  checkShape('addLayerNorm', 'residual', residual, x.shape, 'the shape of x');
  const [normalised, sum, statistics] = addLayerNormKernel({ x, residual, gain, bias }, { epsilon });
  statistics?.dispose();
  return { normalised: normalised as T, sum: sum as T };
}
