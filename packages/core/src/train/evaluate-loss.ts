/** How well a model predicts what it was not trained on. */
import { type Batch, countedTargets } from '../data/batch-source.ts';
import { createBreather } from '../foundations/breathe.ts';
import type { LanguageModel } from '../model/language-model.ts';

/** How surprised a model was. */
export interface LossEvaluation {
  /** Nats per counted target; NaN if none counts. */
  readonly loss: number;
  /** e^loss: as unsure as between so many equally likely tokens. */
  readonly perplexity: number;
  /** How many targets counted. */
  readonly targets: number;
}

/**
 * Returns the mean loss over batches, without dropout: Σᵢ nᵢ·Lᵢ / Σᵢ nᵢ, with nᵢ the counted targets of batch i.
 *
 * @param batches such as `data.validation(20)`
 * @throws ShapeError if a batch does not fit the model
 * @see Jelinek et al. 1977 for perplexity
 * @example const { perplexity } = await evaluateLoss(model, data.validation(20));
 */
export async function evaluateLoss(model: LanguageModel, batches: readonly Batch[]): Promise<LossEvaluation> {
  const breathe = createBreather();
  let nats = 0;
  let targets = 0;
  for (const batch of batches) {
    const count = countedTargets(batch.targets);
    if (count > 0) nats += (await lossOf(model, batch)) * count;
    targets += count;
    await breathe();
  }
  const loss = nats / targets;
  return { loss, perplexity: Math.exp(loss), targets };
}

async function lossOf(model: LanguageModel, { inputs, targets, shape, mask }: Batch): Promise<number> {
  const loss = model.loss(inputs, targets, shape, mask ? { mask } : {});
  try {
    return (await loss.data())[0] ?? Number.NaN;
  } finally {
    loss.dispose();
  }
}
