/** One step of learning: loss, gradients, clipping, update. */
import { clipByGlobalNorm, globalNorm } from '@glassbox/kernels';
import { add, mul, type Scalar, stack, type Tensor, tidy, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import { type Batch, countedTargets } from '../data/batch-source.ts';
import { mixSeed } from '../foundations/random.ts';
import type { LanguageModel } from '../model/language-model.ts';
import type { Optimizer } from './optimizer.ts';

/** What differs from step to step. */
export interface StepSettings {
  /** Counted from 1. */
  readonly step: number;
  readonly learningRate: number;
  /** 0: no clipping. */
  readonly gradClip: number;
  readonly dropoutSeed: number;
}

/** The loss, then its gradients in the order of the parameters: undefined where the loss does not depend on one. */
type LossAndGradients = [loss: Tensor, ...gradients: (Tensor | undefined)[]];

/**
 * Returns [loss in nats, gradient norm before clipping] as a tensor [2], after moving the optimizer's parameters; the
 * caller disposes it. Several batches count as one: L = Σᵢ nᵢ·Lᵢ / Σᵢ nᵢ with nᵢ the counted targets of batch i, and its
 * gradient likewise, so that only one of them has to fit into memory. Nothing is read back: on a GPU the work has only
 * been queued.
 */
export function trainStep(
  model: LanguageModel,
  optimizer: Optimizer,
  batches: readonly Batch[],
  settings: StepSettings,
): Tensor {
  const { step, learningRate, gradClip } = settings;
  const parameters = [...optimizer.parameters.values()];
  return tidy(() => {
    const [loss, ...gradients] = accumulated(model, parameters, batches, settings);
    const present = gradients.filter((gradient) => gradient !== undefined);
    const { tensors, norm } =
      gradClip > 0 ? clipByGlobalNorm(present, gradClip) : { tensors: present, norm: globalNorm(present) };
    let next = 0;
    optimizer.apply(
      gradients.map((gradient) => gradient && tensors[next++]),
      step,
      learningRate,
    );
    return stack([loss, norm]);
  });
}

function accumulated(
  model: LanguageModel,
  parameters: Variable[],
  batches: readonly Batch[],
  { dropoutSeed }: StepSettings,
): LossAndGradients {
  const counts = batches.map(({ targets }) => countedTargets(targets));
  const total = Math.max(
    1,
    counts.reduce((sum, count) => sum + count, 0),
  );
  let sum: LossAndGradients | undefined;
  for (const [i, batch] of batches.entries()) {
    const share = batches.length === 1 ? 1 : (counts[i] ?? 0) / total;
    const part = lossAndGradients(model, parameters, batch, {
      share,
      dropoutSeed: i === 0 ? dropoutSeed : mixSeed(dropoutSeed, i),
    });
    sum = sum ? replacedBySum(sum, part) : part;
  }
  if (!sum) throw new RangeError('trainStep: no batch was given; at least one is needed.');
  return sum;
}

/** The loss times `share`, and the gradients of that. */
function lossAndGradients(
  model: LanguageModel,
  parameters: Variable[],
  { inputs, targets, shape, mask }: Batch,
  { share, dropoutSeed }: { share: number; dropoutSeed: number },
): LossAndGradients {
  return tidy(() => {
    const lossOf = () => model.loss(inputs, targets, shape, { dropoutSeed, ...(mask && { mask }) });
    const { value, grads } = variableGrads(share === 1 ? lossOf : () => mul<Scalar>(lossOf(), share), parameters);
    return [value, ...parameters.map(({ name }) => grads[name])];
  });
}

/** The sum of two, in place of both. */
function replacedBySum(first: LossAndGradients, second: LossAndGradients): LossAndGradients {
  const sum = first.map((tensor, i) => {
    const other = second[i];
    return tensor && other ? add(tensor, other) : (tensor ?? other);
  }) as LossAndGradients;
  for (const tensor of [...first, ...second]) if (tensor && !sum.includes(tensor)) tensor.dispose();
  return sum;
}
