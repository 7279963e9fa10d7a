/** AdamW twice over: ours in one kernel call, and composed from plain tfjs ops. The same numbers, the same order. */
import { add, div, mul, sqrt, square, sub, type Tensor, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import { adamW } from '../ops/adam-w.ts';
import type { Parameters } from './gpt.ts';

export const ADAMW = { learningRate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
export const WEIGHT_DECAY = 0.1;

/** Holds the moments of one model. */
interface Optimizer {
  /** Moves the parameters; `gradients` are in their order, `step` counts from 1. */
  update(gradients: Tensor[], step: number): void;
  dispose(): void;
}

export type CreateOptimizer = (parameters: Parameters) => Optimizer;

export const createFusedAdamW: CreateOptimizer = (byName) => {
  const parameters = Object.values(byName);
  const [firstMoments, secondMoments] = [zeroMoments(parameters), zeroMoments(parameters)];
  const weightDecay = parameters.map(decayOf);
  return {
    update: (gradients, step) =>
      adamW({ parameters, gradients, firstMoments, secondMoments, step, weightDecay, ...ADAMW }),
    dispose: () => disposeAll([...firstMoments, ...secondMoments]),
  };
};

export const createPlainAdamW: CreateOptimizer = (byName) => {
  const parameters = Object.values(byName);
  const [firstMoments, secondMoments] = [zeroMoments(parameters), zeroMoments(parameters)];
  const { beta1, beta2, learningRate, epsilon } = ADAMW;
  return {
    update(gradients, step) {
      gradients.forEach((g, i) => {
        const [p, m, v] = [parameters[i], firstMoments[i], secondMoments[i]] as [Variable, Variable, Variable];
        m.assign(add(mul(m, beta1), mul(g, 1 - beta1)));
        v.assign(add(mul(v, beta2), mul(square(g), 1 - beta2)));
        const deviation = add(sqrt(div(v, 1 - beta2 ** step)), epsilon);
        const kept = mul(p, 1 - learningRate * decayOf(p));
        p.assign(sub(kept, div(mul(m, learningRate / (1 - beta1 ** step)), deviation)));
      });
    },
    dispose: () => disposeAll([...firstMoments, ...secondMoments]),
  };
};

/** Weights decay; biases and gains do not. */
function decayOf({ rank }: Variable): number {
  return rank > 1 ? WEIGHT_DECAY : 0;
}

function zeroMoments(parameters: Variable[]): Variable[] {
  return parameters.map(({ shape }) => {
    const start = zeros(shape);
    const moment = variable(start, false);
    start.dispose();
    return moment;
  });
}

function disposeAll(tensors: Tensor[]): void {
  for (const tensor of tensors) tensor.dispose();
}
