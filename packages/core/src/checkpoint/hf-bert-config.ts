/** BERT's `config.json` as Hugging Face writes it, to and from our own terms. */
import { CheckpointError } from '../foundations/errors.ts';
import { type BertConfig, completeBertConfig } from '../model/bert-config.ts';
import type { BertArchitecture } from '../model/bert-encoder.ts';
import { weightDeviation } from '../model/gpt-parameters.ts';
import {
  checkedConfig,
  failField,
  fieldsOf,
  type HfFields,
  requireOneOf,
  share,
  TANH_GELU,
  whole,
} from './hf-fields.ts';

/** What can be read; pre-training's second head, for the order of sentences, is left out. */
const ARCHITECTURES: readonly string[] = [
  'BertModel',
  'BertForMaskedLM',
  'BertForPreTraining',
  'BertForSequenceClassification',
] satisfies (BertArchitecture | 'BertForPreTraining')[];

/** What `config.json` says of a BERT. */
export interface BertFolderConfig {
  readonly config: Required<BertConfig>;
  /** Names of a classifier's labels in order, where the file has them. */
  readonly labels: readonly string[] | undefined;
}

/** Returns the `config.json` object of a model; transformers and transformers.js read it. */
export function toHfBertConfig(
  architecture: BertArchitecture,
  config: Required<BertConfig>,
  labels: readonly string[] = [],
): object {
  return {
    architectures: [architecture],
    model_type: 'bert',
    vocab_size: config.vocabSize,
    num_hidden_layers: config.nLayer,
    num_attention_heads: config.nHead,
    hidden_size: config.nEmbd,
    intermediate_size: config.nInner,
    max_position_embeddings: config.blockSize,
    type_vocab_size: config.typeVocabSize,
    hidden_act: config.activation,
    layer_norm_eps: config.layerNormEpsilon,
    hidden_dropout_prob: config.dropout,
    attention_probs_dropout_prob: 0,
    initializer_range: weightDeviation(config.nEmbd),
    position_embedding_type: 'absolute',
    tie_word_embeddings: true,
    // Padding is told by the mask; null keeps readers from assuming token 0.
    pad_token_id: null,
    ...(labels.length > 0 && {
      id2label: Object.fromEntries(labels.map((label, id) => [id, label])),
      label2id: Object.fromEntries(labels.map((label, id) => [label, id])),
    }),
    torch_dtype: 'float32',
  };
}

/**
 * Returns the model's shape from a parsed BERT `config.json`.
 *
 * @throws CheckpointError naming the field if the file is of another architecture or uses a variant not supported
 */
export function fromHfBertConfig(json: unknown): BertFolderConfig {
  const fields = fieldsOf(json);
  checkVariant(fields);
  const nEmbd = whole(fields, 'hidden_size');
  const config: BertConfig = {
    vocabSize: whole(fields, 'vocab_size'),
    nLayer: whole(fields, 'num_hidden_layers'),
    nHead: whole(fields, 'num_attention_heads'),
    nEmbd,
    blockSize: whole(fields, 'max_position_embeddings'),
    nInner: whole(fields, 'intermediate_size', 4 * nEmbd),
    typeVocabSize: whole(fields, 'type_vocab_size', 2),
    activation: TANH_GELU.includes(fields.hidden_act) ? 'gelu_new' : 'gelu',
    dropout: share(fields, 'hidden_dropout_prob', 0.1),
    layerNormEpsilon: share(fields, 'layer_norm_eps', 1e-12),
  };
  return { config: checkedConfig(() => completeBertConfig(config)), labels: labelsOf(fields) };
}

/** `id2label` in order, or undefined where it is absent. */
function labelsOf({ id2label }: HfFields): string[] | undefined {
  if (id2label === undefined || id2label === null) return undefined;
  const entries = typeof id2label === 'object' ? Object.entries(id2label) : [];
  const labels = entries.map((_, id) => (id2label as HfFields)[String(id)]);
  if (labels.length > 0 && labels.every((label) => typeof label === 'string')) return labels;
  return failField('id2label', id2label, 'a name per number from 0 up');
}

function checkVariant(fields: HfFields): void {
  const { model_type: type, architectures = [] } = fields;
  if (type === 'gpt2') {
    throw new CheckpointError(
      'config.json, model_type: "gpt2" was found; "bert" was needed; read this folder with loadModel.',
    );
  }
  if (type !== 'bert') failField('model_type', type, '"bert"');
  const names = Array.isArray(architectures) ? architectures : [architectures];
  const other = names.find((name) => !ARCHITECTURES.includes(name));
  if (other !== undefined) failField('architectures', other, `one of ${ARCHITECTURES.join(', ')}`);
  requireOneOf(fields, 'hidden_act', ['gelu', ...TANH_GELU]);
  requireOneOf(fields, 'position_embedding_type', ['absolute']);
  requireOneOf(fields, 'is_decoder', [false]);
  requireOneOf(fields, 'add_cross_attention', [false]);
  requireOneOf(fields, 'tie_word_embeddings', [true]);
}
