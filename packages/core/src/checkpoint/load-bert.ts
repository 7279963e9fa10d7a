/**
 * Loads a BERT folder in Hugging Face layout, ours or anyone's: with or without the `bert.` prefix, with norms named
 * gamma and beta as before 2019, with buffers, tied heads and the sentence-order head of pre-training, in one file or in
 * shards. Which heads there are is told by the stored tensors.
 */
import type { Variable } from '@tensorflow/tfjs-core';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { type Bert, bertOfVariables, maskedLanguageSpecs } from '../model/bert.ts';
import { type BertClassifier, classifierOfVariables, sequenceClassifierSpecs } from '../model/bert-classifier.ts';
import type { BertConfig } from '../model/bert-config.ts';
import { type BertEncoder, encoderOfVariables } from '../model/bert-encoder.ts';
import { encoderSpecs, poolerSpecs } from '../model/bert-parameters.ts';
import { type BertFolderConfig, fromHfBertConfig } from './hf-bert-config.ts';
import { loadVariables } from './load-variables.ts';
import { matchTensors, type NameRules, translateNames } from './match-tensors.ts';
import { checkLayerCount, type LoadedTokenizer, readConfigFile, readTokenizerFile } from './model-folder.ts';
import { openWeights, type StoredTensor } from './weight-files.ts';

/** A model and what it can do, told apart by `kind`; the caller disposes it. */
export type BertModel =
  | { readonly kind: 'maskedLanguage'; readonly model: Bert }
  | { readonly kind: 'classifier'; readonly model: BertClassifier }
  | { readonly kind: 'encoder'; readonly model: BertEncoder };

/** A BERT from a folder, in one of its architectures, with its tokenizer where there is one. The caller disposes the model. */
export type LoadedBert = BertModel & LoadedTokenizer;

const WORDS = 'bert.embeddings.word_embeddings.weight';
const POOLER = 'bert.pooler.dense.weight';
const CLASSIFIER = 'classifier.weight';
const LANGUAGE_HEAD = 'cls.predictions.';
/** Buffers that count from 0 up or hold zeros, and the head that guessed whether two sentences belong together. */
const NO_WEIGHTS = /^bert\.embeddings\.(position_ids|token_type_ids)$|^cls\.seq_relationship\./;

const RULES: NameRules = {
  architecture: 'BERT',
  translate(name) {
    const full = /^(bert|cls|classifier)\./.test(name) ? name : `bert.${name}`;
    if (NO_WEIGHTS.test(full)) return undefined;
    return full.replace(/\.LayerNorm\.gamma$/, '.LayerNorm.weight').replace(/\.LayerNorm\.beta$/, '.LayerNorm.bias');
  },
  tied: { 'cls.predictions.decoder.weight': WORDS, 'cls.predictions.decoder.bias': 'cls.predictions.bias' },
};

/**
 * Returns the BERT of a folder, and its tokenizer where it is one that can be read: a masked language model where there
 * is a `cls.predictions` head, a classifier where there is a `classifier`, else the encoder alone.
 *
 * @throws CheckpointError naming the tensor or field if a file is missing, damaged, or of another architecture;
 *   BackendUnavailableError before any backend was selected
 * @example const loaded = await loadBert(directory); if (loaded.kind === 'classifier') console.log(loaded.model.labels);
 */
export async function loadBert(directory: Directory): Promise<LoadedBert> {
  const folder = fromHfBertConfig(await readConfigFile(directory));
  const tokenizer = await readTokenizerFile(directory);
  const weights = await openWeights(directory);
  try {
    checkLayerCount('num_hidden_layers', folder.config.nLayer, weights.tensors.size);
    return { ...(await build(folder, translateNames(weights.tensors, RULES))), ...tokenizer };
  } finally {
    await weights.close();
  }
}

/** Returns the architecture that `config.json` names: 'bert', or 'gpt2' where it names none. */
export async function modelTypeOf(directory: Directory): Promise<string> {
  const json = await readConfigFile(directory);
  const type = typeof json === 'object' && json !== null && 'model_type' in json ? json.model_type : undefined;
  return typeof type === 'string' ? type : 'gpt2';
}

type Tensors = ReadonlyMap<string, StoredTensor>;

async function build({ config, labels }: BertFolderConfig, tensors: Tensors): Promise<BertModel> {
  const head = tensors.get(CLASSIFIER);
  if (head) return classifier(config, labels ?? unnamedLabels(head, config), tensors);
  if ([...tensors.keys()].some((name) => name.startsWith(LANGUAGE_HEAD))) return maskedLanguage(config, tensors);
  const specs = [...encoderSpecs(config), ...(tensors.has(POOLER) ? poolerSpecs(config) : [])];
  const variables = await loadVariables(matchTensors(specs, tensors, RULES));
  const { network: _, ...model } = encoderOfVariables('BertModel', config, variables);
  return { kind: 'encoder', model };
}

async function classifier(config: BertConfig, labels: readonly string[], tensors: Tensors): Promise<BertModel> {
  const specs = sequenceClassifierSpecs(config, labels.length);
  const variables = await loadVariables(matchTensors(specs, tensors, RULES));
  return { kind: 'classifier', model: classifierOfVariables(config, labels, variables) };
}

/** As transformers names labels that have no names; their number is believed only from a matrix that fits the model. */
function unnamedLabels({ shape, name }: StoredTensor, { nEmbd }: BertConfig): string[] {
  const [count = 0, width] = shape;
  if (shape.length === 2 && width === nEmbd && count >= 1)
    return Array.from({ length: count }, (_, id) => `LABEL_${id}`);
  throw new CheckpointError(
    `model.safetensors, ${JSON.stringify(name)}: shape [${shape.join(', ')}] was found; [labels, ${nEmbd}] was needed; ` +
      'the files must be of one BERT model.',
    name,
  );
}

/** The masked-LM loss does not reach a pooler, so that one is kept apart from what is trained. */
async function maskedLanguage(config: BertConfig, tensors: Tensors): Promise<BertModel> {
  const pooler = tensors.has(POOLER) ? poolerSpecs(config) : [];
  const variables = await loadVariables(matchTensors([...maskedLanguageSpecs(config), ...pooler], tensors, RULES));
  const isPooler = ([name]: [string, Variable]) => pooler.some((spec) => spec.name === name);
  const untrained = new Map([...variables].filter(isPooler));
  const trained = new Map([...variables].filter((entry) => !isPooler(entry)));
  return { kind: 'maskedLanguage', model: bertOfVariables(config, trained, untrained) };
}
