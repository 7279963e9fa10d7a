/** A greedy decoder with a KV cache, one token at a time, batch 1: what `pnpm bench` sets against onnxruntime-web. */
import { add, reshape, type Tensor, type Tensor1D, type Tensor2D, tidy, transpose } from '@tensorflow/tfjs-core';
import { cachedAttention, createKvCache } from '../ops/cached-attention.ts';
import { embedding } from '../ops/embedding.ts';
import { linearInt8, quantizeInt8 } from '../ops/int8.ts';
import { layerNorm } from '../ops/layer-norm.ts';
import { type LinearOptions, linear } from '../ops/linear.ts';
import type { GptSizes, Parameters } from './gpt.ts';

export interface Decoder {
  /** Starts over with an empty cache and returns the `count` ids that follow `first`, each the likeliest. */
  generate(first: number, count: number): number[];
  /** Frees the cache and whatever was made of the weights, not the weights. */
  dispose(): void;
}

/** Layer `name` of one row, [1, C] → [1, E]. */
type ApplyLinear = (x: Tensor2D, name: string, options?: Omit<LinearOptions, 'transposeWeight'>) => Tensor2D;

/**
 * Decodes with float32 weights from `createParameters(sizes, { tied: true })`. Keeps a copy of each turned round, [out, in]:
 * one row of x then takes dot products, which read weights from front to back without writing sums in between.
 */
export function createDecoder(sizes: GptSizes, parameters: Parameters): Decoder {
  const names = Object.keys(parameters).filter((name) => name.endsWith('.weight'));
  const turned = new Map(names.map((name) => [name, transpose(parameters[name] as unknown as Tensor2D)]));
  const apply: ApplyLinear = (x, name, options) => {
    const weight = getWeight(turned, name);
    return linear(x, weight, parameters[`${name}.bias`] as unknown as Tensor1D, { ...options, transposeWeight: true });
  };
  const readLogits = (x: Tensor2D) =>
    linear(x, parameters.wte as unknown as Tensor2D, undefined, { transposeWeight: true });
  return createDecoderWith(sizes, parameters, apply, readLogits, () => {
    for (const weight of turned.values()) weight.dispose();
  });
}

/** Decodes with the same weights in 8 bits; embeddings, norms and biases stay float32. */
export function createInt8Decoder(sizes: GptSizes, parameters: Parameters): Decoder {
  const names = Object.keys(parameters).filter((name) => name.endsWith('.weight'));
  const weights = new Map(names.map((name) => [name, quantizeInt8(parameters[name] as unknown as Tensor2D)]));
  const turned = transpose(parameters.wte as unknown as Tensor2D); // [C, V]
  const head = quantizeInt8(turned);
  turned.dispose();
  const apply: ApplyLinear = (x, name, options) => {
    return linearInt8(x, getWeight(weights, name), parameters[`${name}.bias`] as unknown as Tensor1D, options);
  };
  return createDecoderWith(
    sizes,
    parameters,
    apply,
    (x) => linearInt8(x, head),
    () => {
      for (const weight of [...weights.values(), head]) weight.dispose();
    },
  );
}

/** What was made of the weight of layer `name`. */
function getWeight<Weight>(weights: Map<string, Weight>, name: string): Weight {
  const weight = weights.get(`${name}.weight`);
  if (weight) return weight;
  throw new Error(`bench: no layer is called ${name}; ${[...weights.keys()].join(', ')} are there`);
}

function createDecoderWith(
  sizes: GptSizes,
  parameters: Parameters,
  apply: ApplyLinear,
  readLogits: (x: Tensor2D) => Tensor2D,
  disposeWeights: () => void,
): Decoder {
  const { nLayer, nEmbd, nHead, T } = sizes;
  const get = <Kind extends Tensor>(name: string) => parameters[name] as unknown as Kind;
  const caches = Array.from({ length: nLayer }, () => createKvCache({ batch: 1, blockSize: T, nEmbd }));
  const norm = (x: Tensor2D, name: string) => layerNorm(x, get(`${name}.gain`), get(`${name}.bias`)) as Tensor2D;

  /** Logits of the token after `id`, which stands at `place`. */
  const next = (id: number, place: number) =>
    tidy(() => {
      const token = embedding(get('wte'), Int32Array.of(id), [1]) as Tensor2D;
      let x = add<Tensor2D>(token, embedding(get('wpe'), Int32Array.of(place), [1])); // [1, C]
      for (const [layer, cache] of caches.entries()) {
        const qkv = apply(norm(x, `${layer}.ln1`), `${layer}.qkv`); // [1, 3C]
        const mixed = cachedAttention(reshape(qkv, [1, 1, 3 * nEmbd]), cache, { nHead }); // [1, 1, C]
        x = apply(reshape(mixed, [1, nEmbd]), `${layer}.out`, { residual: x });
        const up = apply(norm(x, `${layer}.ln2`), `${layer}.up`, { activation: 'gelu' }); // [1, 4C]
        x = apply(up, `${layer}.down`, { residual: x });
      }
      return readLogits(norm(x, 'ln')).dataSync<'float32'>(); // V
    });

  return {
    generate(first, count) {
      for (const cache of caches) cache.length = 0;
      const ids = [first];
      for (let place = 0; place < count; place++) ids.push(indexOfLargest(next(ids[place] ?? 0, place)));
      return ids.slice(1);
    },
    dispose() {
      for (const cache of caches) cache.dispose();
      disposeWeights();
    },
  };
}

/** The first of the largest values. */
export function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) > (values[best] ?? 0)) best = i;
  return best;
}
