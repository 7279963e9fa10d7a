/** AdamW's memory: two running means per parameter, kept beside the model and freed apart from it. */
import { adamW } from '@glassbox/kernels';
import { type Tensor, tidy, type Variable, variable, zerosLike } from '@tensorflow/tfjs-core';

/** Keeps the step finite where a gradient was always zero; Adam's usual value. */
const EPSILON = 1e-8;

export interface Optimizer {
  /** By parameter name. */
  readonly firstMoments: ReadonlyMap<string, Variable>;
  readonly secondMoments: ReadonlyMap<string, Variable>;
  /** Moves every parameter one step; `gradients` in the order of the parameters, `step` counted from 1. */
  apply(gradients: Tensor[], step: number, learningRate: number): void;
  dispose(): void;
}

export interface OptimizerConfig {
  readonly beta1: number;
  readonly beta2: number;
  readonly weightDecay: number;
}

/**
 * Returns the optimizer of some parameters with empty moments; the caller disposes it. Decay acts on tensors of two or
 * more dimensions only, as in nanoGPT.
 */
export function createOptimizer(parameters: ReadonlyMap<string, Variable>, config: OptimizerConfig): Optimizer {
  const firstMoments = zeros(parameters);
  const secondMoments = zeros(parameters);
  const list = [...parameters.values()];
  return {
    firstMoments,
    secondMoments,
    apply(gradients, step, learningRate) {
      adamW({
        parameters: list,
        gradients,
        firstMoments: [...firstMoments.values()],
        secondMoments: [...secondMoments.values()],
        step,
        learningRate,
        beta1: config.beta1,
        beta2: config.beta2,
        epsilon: EPSILON,
        weightDecay: list.map(({ rank }) => (rank >= 2 ? config.weightDecay : 0)),
      });
    },
    dispose() {
      for (const moment of [...firstMoments.values(), ...secondMoments.values()]) {
        if (!moment.isDisposed) moment.dispose();
      }
    },
  };
}

function zeros(parameters: ReadonlyMap<string, Variable>): Map<string, Variable> {
  return new Map(
    Array.from(parameters, ([name, parameter]) => [name, tidy(() => variable(zerosLike(parameter), false))]),
  );
}
