/** One update of everything that learns in a run: loss, gradients, clipping, AdamW, and a look at numbers on the way. */
import { clipByGlobalNorm, globalNorm } from '@glassbox/kernels';
import {
  keep,
  type Scalar,
  stack,
  type Tensor,
  tidy,
  type Variable,
  variableGrads,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { createOptimizer, type Optimizer } from '../train/optimizer.ts';
import { AlignError } from './align-error.ts';
import { readAndDispose } from './log-probs.ts';

export interface LearnerSettings {
  readonly learningRate: number;
  /** The longest gradient allowed; 0 leaves gradients as they are. */
  readonly gradClip: number;
}

/** AdamW's; a decay would pull the policy away from the reference for no reason. */
const BETAS = { beta1: 0.9, beta2: 0.99, weightDecay: 0 };

interface LossWithWatch {
  readonly loss: Scalar;
  /** Tensors made on the way whose values are wanted; freed by the learner. */
  readonly watch: readonly Tensor[];
}

interface Update {
  readonly loss: number;
  /** Length of all gradients together, before clipping. */
  readonly gradNorm: number;
  /** The values of what was watched, in its order. */
  readonly watched: readonly Float32Array[];
}

export interface Learner {
  readonly parameters: ReadonlyMap<string, Variable>;
  readonly optimizer: Optimizer;
  /** Updates done so far; settable to continue a saved run. */
  updates: number;
  /** Moves all parameters one step down the gradient of `task`'s loss. Throws AlignError if the loss is no finite number. */
  update(task: () => LossWithWatch): Promise<Update>;
  /** Frees the optimizer; the parameters stay their owners'. */
  dispose(): void;
}

/** Returns the learner of some parameters; the caller disposes it. */
export function createLearner(
  parameters: ReadonlyMap<string, Variable>,
  { learningRate, gradClip }: LearnerSettings,
): Learner {
  const optimizer = createOptimizer(parameters, BETAS);
  const list = [...parameters.values()];

  /** Returns [loss, gradient norm] after the update; what is watched is kept beyond the tidy. */
  function step(task: () => LossWithWatch, count: number, watched: Tensor[]): Tensor {
    return tidy(() => {
      const { value, grads } = variableGrads(() => {
        const { loss, watch } = task();
        watched.push(...watch.map((tensor) => keep(tensor)));
        return loss;
      }, list);
      const gradients = list.map((parameter) => grads[parameter.name] ?? zerosLike(parameter));
      const clipped =
        gradClip > 0 ? clipByGlobalNorm(gradients, gradClip) : { tensors: gradients, norm: globalNorm(gradients) };
      optimizer.apply(clipped.tensors, count, learningRate);
      return stack([value, clipped.norm]);
    });
  }

  return {
    parameters,
    optimizer,
    updates: 0,
    async update(task) {
      const watched: Tensor[] = [];
      try {
        const pair = step(task, this.updates + 1, watched);
        this.updates++;
        const [loss = Number.NaN, gradNorm = Number.NaN] = await readAndDispose(pair);
        if (!Number.isFinite(loss)) throw divergedAt(this.updates, loss);
        return { loss, gradNorm, watched: await Promise.all(watched.map(readCopy)) };
      } finally {
        for (const tensor of watched) tensor.dispose();
      }
    },
    dispose: () => optimizer.dispose(),
  };
}

async function readCopy(tensor: Tensor): Promise<Float32Array> {
  return Float32Array.from((await tensor.data()) as Float32Array);
}

function divergedAt(update: number, loss: number): AlignError {
  return new AlignError(
    `align: the loss is ${loss} at update ${update}; a finite number was needed; lower learningRate or set gradClip to 1, ` +
      'and start again from the reference or an earlier save.',
  );
}
