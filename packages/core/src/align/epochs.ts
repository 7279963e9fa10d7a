/** Learning from one rollout several times, in minibatches; the means over all updates are what reports show. */
import { mixSeed } from '../foundations/random.ts';
import { minibatches } from './order.ts';
import { STREAM } from './rl-settings.ts';

export interface UpdateFigures {
  readonly loss: number;
  readonly gradNorm: number;
  readonly clipFraction: number;
}

export interface EpochsOptions {
  /** B: completions in the rollout. */
  readonly count: number;
  readonly epochs: number;
  readonly minibatchSize: number;
  readonly seed: number;
  readonly step: number;
}

/** Calls `update` with the places of every minibatch of every epoch; resolves to the means of what it returns. */
export async function learnInEpochs(
  { count, epochs, minibatchSize, seed, step }: EpochsOptions,
  update: (places: readonly number[]) => Promise<UpdateFigures>,
): Promise<UpdateFigures> {
  const done: UpdateFigures[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const orderSeed = mixSeed(seed, STREAM.minibatches, step, epoch);
    for (const places of minibatches(count, minibatchSize, orderSeed)) done.push(await update(places));
  }
  const mean = (of: (figures: UpdateFigures) => number) => done.reduce((sum, one) => sum + of(one), 0) / done.length;
  return {
    loss: mean(({ loss }) => loss),
    gradNorm: mean(({ gradNorm }) => gradNorm),
    clipFraction: mean((figures) => figures.clipFraction),
  };
}
