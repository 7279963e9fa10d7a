/**
 * A look inside: every head's attention, the residual stream between the blocks, and what the model would say if it had
 * to answer after each of them. Nothing is estimated: the last row of the lens is the model's own answer.
 */
import { ShapeError } from '@glassbox/kernels';
import { gather, reshape, stack, type Tensor, type Tensor2D, tensor1d, tidy, zeros } from '@tensorflow/tfjs-core';
import { type WatchedAttention, watchAttention } from '../nn/watched-attention.ts';
import { ablated } from './ablated.ts';
import type { Ablation } from './ablation.ts';
import type { Gpt } from './gpt.ts';
import { applyBlock, embedTokens, type GptInput, type GptNetwork, lastNorm, scoreTokens } from './gpt-forward.ts';
import { checkInput } from './gpt-input.ts';

/** Numbers without a backend: row-major, the last dimension runs fastest. */
export interface PlainTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a model computed on one sequence of T tokens: plain numbers, nothing to dispose. */
export interface Inspection {
  /** shape [nLayer, H, T, T]: how much each token (row) looks at each token (column). 0 in a layer whose attention is off. */
  readonly attention: PlainTensor;
  /** [nLayer, H, T, D] each; attention is softmax(queries·keysᵀ/√D) over what is not later. */
  readonly queries: PlainTensor;
  readonly keys: PlainTensor;
  readonly values: PlainTensor;
  /** shape [nLayer + 1, T, C]: what enters the first block, then what leaves each. */
  readonly stream: PlainTensor;
  /** shape [nLayer + 1, P, V]: logits read off the stream at each of the P places asked for; the last are the model's own. */
  readonly logitLens: PlainTensor;
}

/** What to leave out, of the model or of the report. */
export interface InspectOptions {
  /** Looks at the model without these parts; see `ablated`. */
  readonly ablate?: Ablation;
  /** Places of which to compute the lens, from 0. Default: all T; with a large vocabulary, ask for few. */
  readonly lensPlaces?: readonly number[];
}

/**
 * Returns what the model computes on one sequence, as plain numbers: nothing is left to dispose.
 *
 * The lens of layer l is head(ln_f(stream[l])), the last norm and the head applied where they were not trained to be.
 *
 * @param tokenIds T ids, 1 to blockSize of them
 * @throws ShapeError if there are too many or too few tokens, or an id or place is out of range; ConfigError if `ablate` names a
 *   layer or head the model does not have
 * @see Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits" (the residual stream); nostalgebraist 2020,
 *   "interpreting GPT: the logit lens"
 * @example const { attention, logitLens } = await inspect(model, tokenizer.encode('明月几时有'));
 */
export async function inspect(model: Gpt, tokenIds: Int32Array, options: InspectOptions = {}): Promise<Inspection> {
  const T = tokenIds.length;
  const { ablate, lensPlaces = Array.from(tokenIds.keys()) } = options;
  const view = ablate ? ablated(model, ablate) : model;
  checkInput('inspect', tokenIds, [1, T], {}, model.config);
  checkPlaces(lensPlaces, T);
  const tensors = tidy(() => watch(view, { tokenIds, shape: [1, T] }, lensPlaces));
  try {
    const plain = await Promise.all(
      Object.entries(tensors).map(async ([name, tensor]) => [name, await toPlain(tensor)]),
    );
    return Object.fromEntries(plain) as Inspection; // the names are those of `watch`
  } finally {
    for (const tensor of Object.values(tensors)) tensor.dispose();
  }
}

/** Runs the blocks one by one and keeps what passes between and inside them. */
function watch(
  { config, source }: Gpt,
  input: GptInput,
  lensPlaces: readonly number[],
): Record<keyof Inspection, Tensor> {
  const network = { config, lookup: source.lookup, ablation: source.ablation };
  const streams = [embedTokens(network, input)]; // each [T, C]
  const seen: WatchedAttention[] = [];
  for (let layer = 0; layer < config.nLayer; layer++) {
    let attention: WatchedAttention | undefined;
    const next = applyBlock(network, layer, streams[layer] as Tensor2D, input, (qkv) => {
      attention = watchAttention(qkv, config.nHead);
      return attention.mixed;
    });
    seen.push(attention ?? absentAttention(config, input.shape[1]));
    streams.push(next);
  }
  const rows = Int32Array.from(lensPlaces);
  return {
    attention: stack(seen.map(({ weights }) => weights)),
    queries: stack(seen.map(({ queries }) => queries)),
    keys: stack(seen.map(({ keys }) => keys)),
    values: stack(seen.map(({ values }) => values)),
    stream: stack(streams),
    logitLens:
      lensPlaces.length === 0
        ? zeros([streams.length, 0, config.vocabSize])
        : stack(streams.map((stream) => lensOf(network, stream, rows))),
  };
}

/** What a layer shows whose attention is switched off and therefore never computed. */
function absentAttention({ nHead, nEmbd }: Gpt['config'], T: number): WatchedAttention {
  const none = zeros([nHead, T, nEmbd / nHead]);
  return { queries: none, keys: none, values: none, weights: zeros([nHead, T, T]), mixed: zeros([1, T, nEmbd]) };
}

/** [P, V] */
function lensOf(network: GptNetwork, stream: Tensor2D, places: Int32Array): Tensor2D {
  const { nEmbd } = network.config;
  const rows = reshape(gather(stream, tensor1d(places, 'int32')), [places.length, nEmbd]) as Tensor2D;
  return scoreTokens(network, lastNorm(network, rows));
}

async function toPlain(tensor: Tensor): Promise<PlainTensor> {
  return { shape: tensor.shape, values: Float32Array.from(await tensor.data()) };
}

function checkPlaces(places: readonly number[], T: number): void {
  const wrong = places.find((place) => !(Number.isInteger(place) && place >= 0 && place < T));
  if (wrong === undefined) return;
  throw new ShapeError(
    `inspect: lensPlaces holds ${wrong}; 0 to ${T - 1} was needed for ${T} tokens; count places from 0.`,
    { expected: `0…${T - 1}`, actual: String(wrong) },
  );
}
