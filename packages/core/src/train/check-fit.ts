/** Whether a model, its tokenizer, its data and its settings belong together. */
import { ConfigError } from '../foundations/errors.ts';
import type { LanguageModel } from '../model/language-model.ts';
import type { CompleteTrainConfig } from './train-config.ts';
import type { TrainerOptions } from './trainer-parts.ts';

/** Throws a ConfigError that names what does not fit. */
export function checkFit<Model extends LanguageModel>(
  { model, tokenizer, data }: Pick<TrainerOptions<Model>, 'model' | 'tokenizer' | 'data'>,
  { batchSize, earlyStop, keepBest }: CompleteTrainConfig,
): void {
  const { blockSize = Number.POSITIVE_INFINITY, vocabSize = Number.POSITIVE_INFINITY } = model.config ?? {};
  if (data.blockSize > blockSize) {
    throw new ConfigError(
      `train: the data has windows of ${data.blockSize} tokens; at most the model's blockSize, ${blockSize}, ` +
        'was needed; make the batches with it.',
      'blockSize',
    );
  }
  if (data.batchSize !== batchSize) {
    throw new ConfigError(
      `train: batchSize is ${batchSize}; ${data.batchSize}, as in the data, was needed; use one value for both.`,
      'batchSize',
    );
  }
  if (tokenizer && tokenizer.vocabSize > vocabSize) {
    throw new ConfigError(
      `train: the tokenizer has ${tokenizer.vocabSize} tokens; at most the model's vocabSize, ${vocabSize}, ` +
        'was needed; make the model with tokenizer.vocabSize.',
      'vocabSize',
    );
  }
  if ((earlyStop || keepBest) && data.validation(1).length === 0) {
    throw new ConfigError(
      `train: ${earlyStop ? 'earlyStop' : 'keepBest'} is set, and the data has no validation part; one was needed to find ` +
        'the best step; hold some examples out.',
      earlyStop ? 'earlyStop' : 'keepBest',
    );
  }
}
