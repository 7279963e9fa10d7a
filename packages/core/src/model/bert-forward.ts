/**
 * The way of a token through BERT: tables of tokens, places and types → norm → blocks that look both ways → a head.
 * Each step is one function, so that models with different heads share them.
 */
import { embedding, layerNorm, linear, ShapeError } from '@glassbox/kernels';
import { add, reshape, slice, type Tensor, type Tensor1D, type Tensor2D, tanh } from '@tensorflow/tfjs-core';
import type { BatchShape } from '../data/batch-source.ts';
import { mixSeed } from '../foundations/random.ts';
import { activatedLinear, bertBlock } from '../nn/bert-block.ts';
import { type BlockParameters, dropped } from '../nn/block.ts';
import type { BertConfig } from './bert-config.ts';
import { checkInput } from './gpt-input.ts';

/** What may be said of the tokens: padding and segments. */
export interface BertOptions {
  /** B·T bytes, 1 = may be attended; padding is 0. What comes out at a padded place means nothing. Default: all may. */
  readonly mask?: Uint8Array;
  /** B·T types in 0…typeVocabSize−1: 0 for the first sentence, 1 for the second. Default: all 0. */
  readonly tokenTypes?: Int32Array;
}

/** What the computation needs of a model. */
export interface BertNetwork {
  readonly config: Required<BertConfig>;
  /** The tensor of a Hugging Face name; called inside `tidy`. */
  lookup(name: string): Tensor;
}

export interface BertInput extends BertOptions {
  readonly tokenIds: Int32Array;
  readonly shape: BatchShape;
  /** Turns dropout on. */
  readonly dropoutSeed?: number | undefined;
}

/** Place of the embedding's dropout, and of the pooled vector's, among the layers' seeds. */
const BEFORE_LAYERS = -1;
const AFTER_LAYERS = -2;

/** Throws a ShapeError unless ids, mask and types fit shape and model. The ids themselves are checked by the embedding. */
export function checkBertInput(
  where: string,
  tokenIds: Int32Array,
  shape: BatchShape,
  { mask, tokenTypes }: BertOptions,
  config: BertConfig,
): void {
  checkInput(where, tokenIds, shape, mask ? { mask } : {}, config);
  if (!tokenTypes || tokenTypes.length === tokenIds.length) return;
  throw new ShapeError(
    `${where}: tokenTypes has ${tokenTypes.length} elements; ${tokenIds.length}, B·T, were needed; make one per token of the batch.`,
    { expected: String(tokenIds.length), actual: String(tokenTypes.length) },
  );
}

/** Returns the vectors after the last block, [N, C]. Call it inside `tidy`. */
export function encodeTokens(network: BertNetwork, input: BertInput): Tensor2D {
  const { nLayer, nHead, activation, layerNormEpsilon: epsilon } = network.config;
  const { rate, seedOf } = dropoutOf(network, input);
  let x = embedTokens(network, input);
  for (let layer = 0; layer < nLayer; layer++) {
    x = bertBlock(x, parametersUnder(network, `bert.encoder.layer.${layer}`), {
      shape: input.shape,
      nHead,
      epsilon,
      activation,
      mask: input.mask,
      dropout: rate,
      dropoutSeeds: [seedOf(layer, 0), seedOf(layer, 1)],
    });
  }
  return x;
}

/** Returns norm(token + place + type), [N, C]. A token stands at its column, padding or not. */
function embedTokens(network: BertNetwork, input: BertInput): Tensor2D {
  const { tokenIds, shape, tokenTypes } = input;
  const [B, T] = shape;
  const C = network.config.nEmbd;
  const { matrix, vector } = parametersUnder(network, 'bert.embeddings');
  const tokens = embedding(matrix('word_embeddings.weight'), tokenIds, [B, T]); // [B, T, C]
  const places = slice(matrix('position_embeddings.weight'), [0, 0], [T, C]); // [T, C], the same for every row
  const typeTable = matrix('token_type_embeddings.weight');
  const types = tokenTypes ? embedding(typeTable, tokenTypes, [B, T]) : slice(typeTable, [0, 0], [1, C]); // [B, T, C] or [1, C]
  const sum = reshape(add(add(tokens, places), types), [B * T, C]) as Tensor2D;
  const { rate, seedOf } = dropoutOf(network, input);
  const normalised = norm(sum, 'LayerNorm', { matrix, vector }, network.config);
  return dropped(normalised, rate, seedOf(BEFORE_LAYERS, 0));
}

/**
 * Returns the pooled vector of every row, tanh(W·h₀ + b), h₀ being that of its first token: [N, C] → [B, C].
 *
 * @see Devlin et al. 2019, section 4.1 ("the final hidden vector of [CLS]"); the released code's `pooler`
 */
export function poolFirst(network: BertNetwork, hidden: Tensor2D, [B, T]: BatchShape): Tensor2D {
  const C = network.config.nEmbd;
  const first = reshape(slice(reshape(hidden, [B, T, C]), [0, 0, 0], [B, 1, C]), [B, C]) as Tensor2D;
  const { matrix, vector } = parametersUnder(network, 'bert.pooler.dense');
  return tanh(linear(first, matrix('weight'), vector('bias'), { transposeWeight: true }));
}

/** Returns the score of every token for rows of hidden vectors, [N, C] → [N, V], through the table of tokens itself. */
export function scoreWords(network: BertNetwork, hidden: Tensor2D): Tensor2D {
  const { config, lookup } = network;
  const head = parametersUnder(network, 'cls.predictions');
  const { matrix, vector } = head;
  const weight = matrix('transform.dense.weight');
  const x = activatedLinear(hidden, weight, vector('transform.dense.bias'), config.activation); // [N, C]
  const table = lookup('bert.embeddings.word_embeddings.weight') as Tensor2D; // [V, C]
  return linear(norm(x, 'transform.LayerNorm', head, config), table, vector('bias'), { transposeWeight: true });
}

/** Returns the score of every label for pooled vectors, [B, C] → [B, L], with dropout before the layer while training. */
export function scoreLabels(network: BertNetwork, pooled: Tensor2D, input: BertInput): Tensor2D {
  const { rate, seedOf } = dropoutOf(network, input);
  const { matrix, vector } = parametersUnder(network, 'classifier');
  const x = dropped(pooled, rate, seedOf(AFTER_LAYERS, 0));
  return linear(x, matrix('weight'), vector('bias'), { transposeWeight: true });
}

function norm(x: Tensor2D, name: string, { vector }: BlockParameters, config: Required<BertConfig>): Tensor2D {
  return layerNorm(x, vector(`${name}.weight`), vector(`${name}.bias`), config.layerNormEpsilon);
}

function dropoutOf({ config }: BertNetwork, { dropoutSeed }: BertInput) {
  const rate = dropoutSeed === undefined ? 0 : config.dropout;
  const seedOf = (layer: number, place: number) => (rate === 0 ? 0 : mixSeed(dropoutSeed ?? 0, layer, place));
  return { rate, seedOf };
}

function parametersUnder({ lookup }: BertNetwork, prefix: string): BlockParameters {
  return {
    matrix: (name) => lookup(`${prefix}.${name}`) as Tensor2D, // tfjs' rank types can't follow a name
    vector: (name) => lookup(`${prefix}.${name}`) as Tensor1D,
  };
}
