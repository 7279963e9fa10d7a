/** Gradients of sums and means: every element that went in gets its share of what came out. */
import { div, type GradConfig, mul, ones, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { gradientOf } from './config.ts';
import { freeing, shareData } from './tape.ts';

export const reductionGradients: GradConfig[] = [
  gradientOf('Sum', ['x'], (dy, [x], { axis }) => ({ x: () => spread(dy, x as Tensor, axis as number | number[]) })),
  gradientOf('Mean', ['x'], (dy, [x], { axis }) => ({
    x: () => {
      const spreadOut = spread(dy, x as Tensor, axis as number | number[]);
      return div(spreadOut, (x as Tensor).size / Math.max(1, dy.size));
    },
  })),
  freeing({ kernelName: 'AddN', saveAllInputs: true, gradFunc: (dy, saved) => shareAll(dy as Tensor, saved) }),
];

/** Repeats `dy`, which lacks the reduced `axis`, over the shape of `x`. */
function spread(dy: Tensor, x: Tensor, axis: number | number[] | undefined): Tensor {
  const axes = [axis ?? x.shape.map((_, i) => i)].flat().map((a) => (a < 0 ? a + x.rank : a));
  const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
  return mul(reshape(dy, kept), ones(x.shape));
}

function shareAll(dy: Tensor, inputs: Tensor[]): Record<string, () => Tensor> {
  return Object.fromEntries(inputs.map((_, i) => [i, () => shareData(dy)]));
}
