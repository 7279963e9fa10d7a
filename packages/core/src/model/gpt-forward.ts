/**
 * The way of a token through GPT-2, step by step: table of tokens + table of places → blocks → last norm → scores
 * through the table of tokens again. `gpt.ts` runs it fast, `inspect.ts` stops at every step.
 */
import { cachedAttention, embedding, layerNorm, linear } from '@glassbox/kernels';
import { add, reshape, slice, type Tensor, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { BatchShape } from '../data/batches.ts';
import { mixSeed } from '../foundations/random.ts';
import { attendWithin, type BlockParameters, type BlockSettings, dropped, transformerBlock } from '../nn/block.ts';
import { type Ablation, ablationOfLayer } from './ablation.ts';
import type { GptConfig } from './gpt-config.ts';
import { type ForwardOptions, placesOf } from './gpt-input.ts';

/** What the computation needs of a model. */
export interface GptNetwork {
  readonly config: Required<GptConfig>;
  /** The tensor of a Hugging Face name; called inside `tidy`, so that it may be made on the spot. */
  lookup(name: string): Tensor;
  readonly ablation?: Ablation | undefined;
}

export interface GptInput extends ForwardOptions {
  readonly tokenIds: Int32Array;
  readonly shape: BatchShape;
  /** Turns dropout on. */
  readonly dropoutSeed?: number | undefined;
}

/** Place of the embedding's dropout among the layers' seeds. */
const BEFORE_LAYERS = -1;

/** Returns the residual stream after the last block and the last norm, [N, C]. Call it inside `tidy`. */
export function lastHidden(network: GptNetwork, input: GptInput): Tensor2D {
  let x = tidy(() => embedTokens(network, input));
  for (let layer = 0; layer < network.config.nLayer; layer++) {
    const before = x;
    x = tidy(() => applyBlock(network, layer, before, input)); // frees each block's steps before the next block runs
    if (x !== before) before.dispose(); // while training the tape holds what it needs; a layer switched off returns its input
  }
  return lastNorm(network, x);
}

/** Returns what enters the first block: the vector of each token plus that of its place, [N, C]. */
export function embedTokens(network: GptNetwork, input: GptInput): Tensor2D {
  const { tokenIds, shape } = input;
  const [B, T] = shape;
  const C = network.config.nEmbd;
  const { matrix } = parametersUnder(network, 'transformer');
  const tokens = embedding(matrix('wte.weight'), tokenIds, [B, T]); // [B, T, C]
  const places = placesOf(shape, input);
  const vectors = places
    ? embedding(matrix('wpe.weight'), places, [B, T]) // [B, T, C]
    : slice(matrix('wpe.weight'), [0, 0], [T, C]); // [T, C], the same for every row of the batch
  const { rate, seedOf } = dropoutOf(network, input);
  return dropped(reshape(add(tokens, vectors), [B * T, C]), rate, seedOf(BEFORE_LAYERS, 0));
}

/** Returns the residual stream after one block, [N, C]; `attend` replaces the attention over the tokens at hand. */
export function applyBlock(
  network: GptNetwork,
  layer: number,
  x: Tensor2D,
  input: GptInput,
  attend?: BlockSettings['attend'],
): Tensor2D {
  const { nHead, layerNormEpsilon } = network.config;
  const { rate, seedOf } = dropoutOf(network, input);
  return transformerBlock(x, parametersUnder(network, `transformer.h.${layer}`), {
    shape: input.shape,
    nHead,
    epsilon: layerNormEpsilon,
    dropout: rate,
    dropoutSeeds: [seedOf(layer, 0), seedOf(layer, 1)],
    attend: attend ?? attentionOf(input, layer, nHead),
    without: ablationOfLayer(network.ablation, layer),
  });
}

/** Returns ln_f(x), [N, C]. */
export function lastNorm(network: GptNetwork, x: Tensor2D): Tensor2D {
  const { vector } = parametersUnder(network, 'transformer');
  return layerNorm(x, vector('ln_f.weight'), vector('ln_f.bias'), network.config.layerNormEpsilon);
}

/** Returns the score of every token, [N, C] → [N, V], through the table of token vectors itself. */
export function scoreTokens(network: GptNetwork, hidden: Tensor2D): Tensor2D {
  const { matrix } = parametersUnder(network, 'transformer');
  return linear(hidden, matrix('wte.weight'), undefined, { transposeWeight: true });
}

function attentionOf({ cache, mask }: GptInput, layer: number, nHead: number): BlockSettings['attend'] {
  const remembered = cache?.layers[layer];
  if (!remembered) return attendWithin(nHead, mask);
  return (qkv) => cachedAttention(qkv, remembered, { nHead, ...(mask && { mask }) });
}

function dropoutOf({ config }: GptNetwork, { dropoutSeed }: GptInput) {
  const rate = dropoutSeed === undefined ? 0 : config.dropout;
  const seedOf = (layer: number, place: number) => (rate === 0 ? 0 : mixSeed(dropoutSeed ?? 0, layer, place));
  return { rate, seedOf };
}

function parametersUnder(network: GptNetwork, prefix: string): BlockParameters {
  return {
    matrix: (name) => network.lookup(`${prefix}.${name}`) as Tensor2D, // tfjs' rank types can't follow a name
    vector: (name) => network.lookup(`${prefix}.${name}`) as Tensor1D,
  };
}
