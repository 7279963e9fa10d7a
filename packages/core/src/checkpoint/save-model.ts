/** Saves a model in Hugging Face layout: `tokenizer.json`, `config.json`, `model.safetensors`. */
import { type Tensor, tidy, Variable } from '@tensorflow/tfjs-core';
import type { Directory } from '../foundations/directory.ts';
import type { BertClassifier } from '../model/bert-classifier.ts';
import type { BertEncoder } from '../model/bert-encoder.ts';
import type { Gpt } from '../model/gpt.ts';
import { parameterSpecs } from '../model/gpt-parameters.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { toHfBertConfig } from './hf-bert-config.ts';
import { toHfConfig } from './hf-config.ts';
import { jsonBytes } from './json-file.ts';
import { CONFIG_FILE, TOKENIZER_FILE } from './model-folder.ts';
import { numbersOf } from './wasm-numbers.ts';
import { WEIGHTS_FILE } from './weight-files.ts';
import { draftSafetensors, writeSafetensors } from './write-safetensors.ts';

/** A GPT, or a BERT with or without a head. */
export type SavableModel = Gpt | BertEncoder;

/** How weights are written. */
export interface SaveModelOptions {
  /** F16 halves the file and rounds weights to 11 bits. Default F32. */
  readonly dtype?: 'F32' | 'F16';
}

/** transformers refuses files whose metadata does not name a framework. */
const METADATA = { format: 'pt' };

/**
 * Writes the model's files into a directory; each replaces its former version as a whole, the weights last. Adapters of
 * a GPT are merged into the weights. Memory grows by the file; on a GPU also by the tensors on their way.
 *
 * @param tokenizer left out, there is no `tokenizer.json`
 * @throws CheckpointError naming the tensor if a number is beyond F16
 */
export async function saveModel(
  model: SavableModel,
  tokenizer: Tokenizer | undefined,
  directory: Directory,
  { dtype = 'F32' }: SaveModelOptions = {},
): Promise<void> {
  const sources = sourcesOf(model);
  const draft = draftSafetensors(
    sources.map(({ name, shape }) => ({ name, shape, dtype })),
    METADATA,
  );
  for (const { name, find } of sources) {
    const tensor = tidy(find);
    try {
      draft.put(name, await numbersOf(tensor));
    } finally {
      if (!(tensor instanceof Variable)) tensor.dispose();
    }
  }
  await writeDescriptions(model, tokenizer, directory);
  await directory.write(WEIGHTS_FILE, draft.file);
}

/** Writes the three files from weights that were read already. */
export async function writeModelFiles(
  model: SavableModel,
  tokenizer: Tokenizer | undefined,
  directory: Directory,
  weights: Parameters<typeof writeSafetensors>[0],
): Promise<void> {
  await writeDescriptions(model, tokenizer, directory);
  await directory.write(WEIGHTS_FILE, writeSafetensors(weights, METADATA));
}

async function writeDescriptions(
  model: SavableModel,
  tokenizer: Tokenizer | undefined,
  directory: Directory,
): Promise<void> {
  if (tokenizer) await directory.write(TOKENIZER_FILE, jsonBytes(tokenizer.toJson()));
  await directory.write(CONFIG_FILE, jsonBytes(configOf(model)));
}

function configOf(model: SavableModel): object {
  if (!isBert(model)) return toHfConfig(model.config);
  return toHfBertConfig(model.architecture, model.config, isClassifier(model) ? model.labels : []);
}

interface WeightSource {
  readonly name: string;
  readonly shape: readonly number[];
  /** A variable of the model, or a tensor made on the spot. */
  readonly find: () => Tensor;
}

function sourcesOf(model: SavableModel): WeightSource[] {
  if (isBert(model)) {
    const owned = [...model.parameters, ...model.untrained];
    return owned.map(([name, parameter]) => ({ name, shape: parameter.shape, find: () => parameter }));
  }
  const { lookup } = model.source;
  return parameterSpecs(model.config).map(({ name, shape }) => ({ name, shape, find: () => lookup(name) }));
}

function isBert(model: SavableModel): model is BertEncoder {
  return 'architecture' in model;
}

function isClassifier(model: BertEncoder): model is BertClassifier {
  return 'labels' in model;
}
