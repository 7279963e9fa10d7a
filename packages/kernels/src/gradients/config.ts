/** A short way to write one entry of tfjs' gradient registry. */
import { broadcast_util, type GradConfig, sum, type Tensor } from '@tensorflow/tfjs-core';
import { freeing, reshapeData } from './tape.ts';

type Attributes = Record<string, unknown>;

/** Returns the `GradConfig` of `kernelName`; `saved` holds the saved inputs, then the first output if `saveOutput`. */
export function gradientOf(
  kernelName: string,
  inputsToSave: string[],
  backward: (dy: Tensor, saved: Tensor[], attributes: Attributes) => Record<string, () => Tensor>,
  { saveOutput = false } = {},
): GradConfig {
  const gradFunc = backward as GradConfig['gradFunc'];
  return freeing({ kernelName, inputsToSave, outputsToSave: saveOutput ? [true] : [], gradFunc });
}

/** Sums `gradient` over the dimensions in which an input of `shape` was broadcast, and gives it that shape. */
export function unbroadcast(gradient: Tensor, shape: number[]): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, gradient.shape);
  return reshapeData(axes.length > 0 ? sum(gradient, axes) : gradient, shape);
}
