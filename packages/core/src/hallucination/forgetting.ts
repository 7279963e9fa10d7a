/** What a model lost elsewhere while it learnt something new: its score on the old task, before and after. */
import { exampleBatches, type TokenExample } from '../data/examples.ts';
import type { LanguageModel } from '../model/language-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { evaluateLoss } from '../train/evaluate-loss.ts';

/** The old task's score: how well the model still predicts the sentences it was pre-trained on. */
export interface OldTaskScore {
  /** Nats per token. */
  readonly loss: number;
  readonly perplexity: number;
}

/** The old task's score before and after. */
export interface Forgetting {
  readonly before: OldTaskScore;
  readonly after: OldTaskScore;
  /** Loss after − loss before, in nats per token; above 0: something was forgotten. */
  readonly lossIncrease: number;
}

const SENTENCES_PER_BATCH = 32;

/** Returns a sentence as an example whose every token counts, its end included. */
export function sentenceExample(tokenizer: Tokenizer, sentence: string): TokenExample {
  const tokenIds = tokenizer.encode(`${sentence}\n`);
  return { tokenIds, counted: new Uint8Array(tokenIds.length).fill(1) };
}

/**
 * Resolves to the model's loss on sentences, each alone, without dropout.
 *
 * @param blockSize the model's, in tokens
 * @throws CorpusError if a sentence is too long or there is none
 */
export async function scoreOldTask(
  model: LanguageModel,
  tokenizer: Tokenizer,
  sentences: readonly string[],
  blockSize: number,
): Promise<OldTaskScore> {
  const examples = sentences.map((sentence) => sentenceExample(tokenizer, sentence));
  const source = exampleBatches(examples, examples, { batchSize: SENTENCES_PER_BATCH, blockSize, seed: 0 });
  const { loss, perplexity } = await evaluateLoss(
    model,
    source.validation(Math.ceil(examples.length / SENTENCES_PER_BATCH)),
  );
  return { loss, perplexity };
}

/** Returns the two scores side by side. */
export function compareOldTask(before: OldTaskScore, after: OldTaskScore): Forgetting {
  return { before, after, lossIncrease: after.loss - before.loss };
}
