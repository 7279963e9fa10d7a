/** One train step of the benchmark's GPT: forward, backward and AdamW, in Glassbox' ops or in those of a rival. */

import { type Scalar, type Tensor, tidy, variableGrads } from '@tensorflow/tfjs-core';
import { registerBasicGradients } from '../gradients/register.ts';
import { plainOps, transposedOps } from './composed-ops.ts';
import { createBatch, createParameters, disposeParameters, type GptSizes, STEP_SIZES } from './gpt.ts';
import { gptLoss } from './gpt-loss.ts';
import { glassboxOps, type ModelOps } from './model-ops.ts';
import { type CreateOptimizer, createFusedAdamW, createPlainAdamW } from './optimizers.ts';

/** A way to write the model and its optimizer. */
export interface Variant {
  ops: ModelOps;
  createOptimizer: CreateOptimizer;
}

export const VARIANTS = {
  glassbox: { ops: glassboxOps, createOptimizer: createFusedAdamW },
  plain: { ops: plainOps, createOptimizer: createPlainAdamW },
  transposed: { ops: transposedOps, createOptimizer: createPlainAdamW },
} satisfies Record<string, Variant>;

/** A model in training. */
export interface TrainStep {
  /** Runs the next step and returns its loss in nats; the caller disposes it. Reading it waits for the whole step. */
  run(): Scalar;
  /** Frees the weights and the optimizer. */
  dispose(): void;
}

/** Makes a model with the first weights that every variant shares, on the active backend. */
export function createTrainStep({ ops, createOptimizer }: Variant, sizes: GptSizes = STEP_SIZES): TrainStep {
  registerBasicGradients();
  const parameters = createParameters(sizes);
  const optimizer = createOptimizer(parameters);
  const variables = Object.values(parameters);
  let step = 0;
  return {
    run: () =>
      tidy(() => {
        step++;
        const batch = createBatch(sizes, step);
        const { value, grads } = variableGrads(() => gptLoss(ops, sizes, parameters, batch), variables);
        optimizer.update(
          variables.map(({ name }) => grads[name] as Tensor),
          step,
        );
        return value;
      }),
    dispose() {
      optimizer.dispose();
      disposeParameters(parameters);
    },
  };
}
