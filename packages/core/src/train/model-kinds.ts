/**
 * How a checkpoint keeps a model: plain GPTs and GPTs with adapters are built again from what is stored; of any other
 * model the parameters are kept, and whoever resumes brings a model of that shape.
 */
import { writeModelFiles } from '../checkpoint/save-model.ts';
import type { TensorToWrite } from '../checkpoint/write-safetensors.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { isLora, type LoraConfig, loraOfValues } from '../lora/lora.ts';
import { writeAdapterFiles } from '../lora/save-adapter.ts';
import type { BertEncoder } from '../model/bert-encoder.ts';
import { type Gpt, gptFromValues } from '../model/gpt.ts';
import type { GptConfig } from '../model/gpt-config.ts';
import type { LanguageModel } from '../model/language-model.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

/** What a checkpoint says of its model besides the numbers. */
export type StoredModel =
  | { readonly kind: 'gpt'; readonly config: GptConfig }
  | { readonly kind: 'lora'; readonly config: GptConfig; readonly lora: LoraConfig }
  | { readonly kind: 'other' };

/** Returns all of a model that is not a tensor; JSON-safe. */
export function describeModel(model: LanguageModel): StoredModel {
  if (isLora(model)) return { kind: 'lora', config: model.config, lora: model.lora };
  return isGpt(model) ? { kind: 'gpt', config: model.config } : { kind: 'other' };
}

/** Returns the variables a checkpoint keeps: the parameters, under adapters those of the base, and what no loss reaches. */
export function weightsToStore(model: LanguageModel): LanguageModel['parameters'] {
  if (isLora(model)) return new Map([...model.base.parameters, ...model.parameters]);
  return isBert(model) ? new Map([...model.parameters, ...model.untrained]) : model.parameters;
}

/**
 * Returns the model that `describeModel` described, with the stored values; the caller disposes it.
 *
 * @throws CheckpointError if it is of a kind that only its maker can build, or values are missing
 */
export function buildModel(stored: StoredModel, values: ReadonlyMap<string, Float32Array>): Gpt {
  switch (stored.kind) {
    case 'gpt':
      return gptFromValues(stored.config, values);
    case 'lora': {
      const base = gptFromValues(stored.config, values);
      try {
        return withBase(base, loraOfValues(base, stored.lora, values));
      } catch (error) {
        base.dispose();
        throw error;
      }
    }
    default:
      throw new CheckpointError(
        'resume: the run trains a model that is no GPT; the model itself was needed; ' +
          'make one of the same shape and pass it: resumeTrainer(directory, { model }).',
      );
  }
}

/** Writes the files that other software reads: the model's, or the adapters'; none for a model of another kind. */
export async function writeForOthers(
  model: LanguageModel,
  tokenizer: Tokenizer | undefined,
  directory: Directory,
  weights: readonly (TensorToWrite & { values: Float32Array })[],
): Promise<void> {
  if (isLora(model)) {
    await writeAdapterFiles(
      model.lora,
      weights.filter(({ name }) => model.parameters.has(name)),
      directory,
    );
  } else if (isGpt(model) || isBert(model)) await writeModelFiles(model, tokenizer, directory, weights);
}

/** A resumed run has no other owner for the base. */
function withBase(base: Gpt, model: Gpt): Gpt {
  return {
    ...model,
    dispose() {
      model.dispose();
      base.dispose();
    },
  };
}

function isGpt(model: LanguageModel): model is Gpt {
  return 'logitsOf' in model && 'source' in model;
}

function isBert(model: LanguageModel): model is LanguageModel & BertEncoder {
  return 'architecture' in model && 'untrained' in model;
}
