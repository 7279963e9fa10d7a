/**
 * Attention while generating: keys and values of earlier tokens stay in a cache, so that a new token costs one row of
 * scores instead of T. Not differentiable.
 */
import { concat, keep, type Rank, slice, type Tensor, type Tensor3D, zeros } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { KernelError } from '../errors.ts';
import { getOutput } from '../outputs.ts';
import { checkMask, failShape } from '../validate.ts';
import { attend, visibleKeys } from './attention-by-ops.ts';
import { checkPacked, mergeHeads, splitHeads, toHeads } from './heads.ts';

/** What one attention layer remembers. The tensors are kept out of every `tidy`; the cache owns them. */
export interface KvCache {
  /** float32 [B, S, C], S = blockSize; rows from `length` on are unused. Replaced by `cachedAttention`: don't hold on to it. */
  keys: Tensor3D;
  /** Likewise. */
  values: Tensor3D;
  /** How many tokens it holds, 0…S. Set it lower to forget the last ones. */
  length: number;
  /** Frees both tensors; twice is harmless. */
  dispose(): void;
}

export interface KvCacheOptions {
  /** B */
  batch: number;
  /** S, the most tokens it can hold. */
  blockSize: number;
  /** C = H·D of one layer. */
  nEmbd: number;
}

export interface CachedAttentionOptions {
  /** Number of heads H; C is a multiple of it. */
  nHead: number;
  /** B·S bytes, 1 = this key may be attended (left padding is 0). Default: all may. Copied before the call returns. */
  mask?: Uint8Array;
}

interface CachedAttentionAttributes {
  nHead: number;
  /** Tokens already in the cache. */
  past: number;
  mask?: Uint8Array;
}

/** Returns [y, keys, values]; fast kernels write the new rows in place and return handles that share the data. */
const cachedAttentionKernel = defineKernel<{ qkv: Tensor; keys: Tensor; values: Tensor }, CachedAttentionAttributes>({
  name: 'GlassboxCachedAttention',
  reference: ({ qkv, keys, values }, { nHead, past, mask }) => {
    const [, length = 0] = qkv.shape;
    const [, blockSize = 0] = keys.shape;
    const [q, k, v] = splitHeads(qkv, nHead); // each [B, H, T, D]
    const allKeys = writeRows(keys, mergeHeads(k), past); // [B, S, C]
    const allValues = writeRows(values, mergeHeads(v), past);
    const visible = visibleKeys({ causal: true, past, ...(mask && { mask }) }, length, blockSize);
    const [mixed] = attend(q, toHeads(allKeys, nHead), toHeads(allValues, nHead), visible);
    return [mergeHeads(mixed), allKeys, allValues];
  },
});

/** [B, S, C] with rows `place`… replaced by [B, T, C]. */
function writeRows(whole: Tensor, rows: Tensor, place: number): Tensor {
  const [, blockSize = 0] = whole.shape;
  const after = place + (rows.shape[1] ?? 0);
  const pieces = [
    slice(whole, [0, 0, 0], [-1, place, -1]),
    rows,
    slice(whole, [0, after, 0], [-1, blockSize - after, -1]),
  ];
  return concat(
    pieces.filter((piece) => piece.size > 0),
    1,
  );
}

/**
 * Returns an empty cache for one attention layer on the current backend; the caller disposes it. It takes 8·B·S·C bytes.
 *
 * @throws KernelError if a size is not a positive integer
 * @example const cache = createKvCache({ batch: 1, blockSize: 256, nEmbd: 128 });
 */
export function createKvCache({ batch, blockSize, nEmbd }: KvCacheOptions): KvCache {
  for (const [name, size] of Object.entries({ batch, blockSize, nEmbd })) {
    if (Number.isInteger(size) && size >= 1) continue;
    throw new KernelError(
      `createKvCache: ${name} is ${size}; a positive integer was needed; take it from the model's config`,
    );
  }
  const shape: [number, number, number] = [batch, blockSize, nEmbd];
  return {
    keys: keep(zeros<Rank.R3>(shape)),
    values: keep(zeros<Rank.R3>(shape)),
    length: 0,
    dispose() {
      this.keys.dispose();
      this.values.dispose();
    },
  };
}

/**
 * Returns what `selfAttention` of all tokens so far would return for the T new ones, and appends these to the cache.
 * A query sees the cached keys, itself and what lies between, minus keys that `mask` marks 0; 0 where it sees none.
 *
 * @param qkv float32 [B, T, 3C] of the new tokens alone, laid out as for `selfAttention`; T = 1 while generating
 * @param cache of B sequences and C dimensions; its tensors are replaced and its length grows by T
 * @returns float32 [B, T, C]; the caller disposes it. It has no gradient
 * @throws ShapeError if `qkv` and the cache disagree, the cache has no room for T tokens, or `mask` has not B·S bytes
 * @see Pope et al. 2022, arXiv:2211.05102, section 2.1 (the KV cache)
 * @example const y = cachedAttention(qkv, cache, { nHead: 4 });
 */
export function cachedAttention(qkv: Tensor3D, cache: KvCache, { nHead, mask }: CachedAttentionOptions): Tensor3D {
  checkPacked('cachedAttention', qkv, nHead);
  const [batch, blockSize, width] = cache.keys.shape;
  const [, length] = qkv.shape;
  if (qkv.shape[0] !== batch || qkv.shape[2] !== 3 * width) {
    failShape(
      'cachedAttention',
      'qkv',
      qkv.shape,
      `[${batch}, T, ${3 * width}]`,
      'make the cache for this batch and nEmbd',
    );
  }
  if (cache.length + length > blockSize) {
    failShape(
      'cachedAttention',
      'qkv',
      qkv.shape,
      `T ≤ ${blockSize - cache.length}, the room left in a cache of ${blockSize}`,
      'start a new cache with the last tokens',
    );
  }
  checkMask('cachedAttention', mask, batch, blockSize);
  const { keys, values, length: past } = cache;
  const attributes = { nHead, past, ...(mask && { mask: mask.slice() }) };
  const outputs = cachedAttentionKernel({ qkv, keys, values }, attributes);
  cache.keys = keep(getOutput<Tensor3D>(outputs, 1));
  cache.values = keep(getOutput<Tensor3D>(outputs, 2));
  cache.length = past + length;
  keys.dispose();
  values.dispose();
  return getOutput<Tensor3D>(outputs, 0);
}
