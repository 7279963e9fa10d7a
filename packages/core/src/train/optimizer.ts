/** AdamW's memory: two running means per parameter, kept beside the model and freed apart from it. */
import { adamW } from '@glassbox/kernels';
import { type Tensor, tidy, type Variable, variable, zerosLike } from '@tensorflow/tfjs-core';

/** Keeps the step finite where a gradient was always zero; Adam's usual value. */
const EPSILON = 1e-8;

/** AdamW with its memory of some parameters; whoever made it disposes it. */
export interface Optimizer {
  /** What it moves, by name. */
  readonly parameters: ReadonlyMap<string, Variable>;
  /** By parameter name. */
  readonly firstMoments: ReadonlyMap<string, Variable>;
  readonly secondMoments: ReadonlyMap<string, Variable>;
  /**
   * Moves every parameter one step; `gradients` in the order of the parameters, `step` counted from 1. A parameter
   * without a gradient, because the loss does not depend on it, stays as it is, as in PyTorch.
   */
  apply(gradients: readonly (Tensor | undefined)[], step: number, learningRate: number): void;
  dispose(): void;
}

/** The constants of AdamW. */
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
  const slots = Array.from(parameters, ([name, parameter]) => ({
    parameter,
    firstMoment: firstMoments.get(name) as Variable, // made under every name, just above
    secondMoment: secondMoments.get(name) as Variable,
  }));
  return {
    parameters,
    firstMoments,
    secondMoments,
    apply(gradients, step, learningRate) {
      const moved = slots.filter((_, i) => gradients[i] !== undefined);
      const list = moved.map(({ parameter }) => parameter);
      adamW({
        parameters: list,
        gradients: gradients.filter((gradient) => gradient !== undefined),
        firstMoments: moved.map(({ firstMoment }) => firstMoment),
        secondMoments: moved.map(({ secondMoment }) => secondMoment),
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
