/** One step of learning: loss, gradients, clipping, update. */
import { clipByGlobalNorm, globalNorm } from '@glassbox/kernels';
import { stack, type Tensor, tidy, variableGrads } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/batches.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Optimizer } from './optimizer.ts';

export interface StepSettings {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** 0: no clipping. */
  readonly gradClip: number;
  readonly dropoutSeed: number;
}

/**
 * Returns [loss in nats, gradient norm before clipping] as a tensor [2], after moving the model's parameters; the
 * caller disposes it. Nothing is read back: on a GPU the work has only been queued.
 */
export function trainStep(model: Gpt, optimizer: Optimizer, batch: Batch, settings: StepSettings): Tensor {
  const { step, learningRate, gradClip, dropoutSeed } = settings;
  return tidy(() => {
    const parameters = [...model.parameters.values()];
    const { value: loss, grads } = variableGrads(
      () => model.loss(batch.inputs, batch.targets, batch.shape, { dropoutSeed }),
      parameters,
    );
    const gradients = parameters.map(({ name }) => grads[name] as Tensor);
    const clipped =
      gradClip > 0 ? clipByGlobalNorm(gradients, gradClip) : { tensors: gradients, norm: globalNorm(gradients) };
    optimizer.apply(clipped.tensors, step, learningRate);
    return stack([loss, clipped.norm]);
  });
}

/** Returns the mean loss over batches, each weighted by its tokens, in nats per token. */
export async function meanLoss(model: Gpt, batches: readonly Batch[], breathe: () => Promise<void>): Promise<number> {
  let nats = 0;
  let tokens = 0;
  for (const { inputs, targets, shape } of batches) {
    const loss = model.loss(inputs, targets, shape);
    try {
      nats += ((await loss.data())[0] ?? Number.NaN) * inputs.length;
    } finally {
      loss.dispose();
    }
    tokens += inputs.length;
    await breathe();
  }
  return nats / tokens;
}
