/** Between the packed layout that a linear layer writes, [B, T, 3C], and split heads, [B, H, T, D]; for references only. */
import { concat, reshape, split, type Tensor, transpose } from '@tensorflow/tfjs-core';
import { checkFloat, failShape } from '../validate.ts';

/** [B, T, 3C] → q, k, v, each [B, H, T, D]. */
export function splitHeads(qkv: Tensor, nHead: number): [Tensor, Tensor, Tensor] {
  const [batch = 0, length = 0, width = 0] = qkv.shape;
  const rows = reshape(qkv, [batch, length, 3 * nHead, width / (3 * nHead)]);
  const heads = swapMiddle(rows); // [B, 3H, T, D]
  return split(heads, 3, 1) as [Tensor, Tensor, Tensor];
}

/** [B, H, T, D] → [B, T, C] */
export function mergeHeads(heads: Tensor): Tensor {
  const [batch = 0, count = 0, length = 0, headDim = 0] = heads.shape;
  return reshape(swapMiddle(heads), [batch, length, count * headDim]);
}

/** Three of [B, H, T, D] → [B, T, 3C], the inverse of `splitHeads`. */
export function packHeads(q: Tensor, k: Tensor, v: Tensor): Tensor {
  return mergeHeads(concat([q, k, v], 1));
}

/** [B, T, C] → [B, H, T, D] */
export function toHeads(x: Tensor, nHead: number): Tensor {
  const [batch = 0, length = 0, width = 0] = x.shape;
  return swapMiddle(reshape(x, [batch, length, nHead, width / nHead]));
}

/** [a, b, c, d] → [a, c, b, d]; tfjs' wasm backend traps on an empty tensor. */
function swapMiddle(x: Tensor): Tensor {
  const [a = 0, b = 0, c = 0, d = 0] = x.shape;
  return x.size === 0 ? reshape(x, [a, c, b, d]) : transpose(x, [0, 2, 1, 3]);
}

/** Throws unless `qkv` is float32 [B, T, 3C] with C a positive multiple of `nHead`. */
export function checkPacked(where: string, qkv: Tensor, nHead: number): void {
  checkFloat(where, 'qkv', qkv);
  const width = qkv.shape[2] ?? 0;
  if (qkv.rank === 3 && Number.isInteger(nHead) && nHead >= 1 && width > 0 && width % (3 * nHead) === 0) return;
  failShape(
    where,
    'qkv',
    qkv.shape,
    `[B, T, 3C] with C a positive multiple of nHead = ${nHead}`,
    'reshape the rows of the qkv layer, or change nHead',
  );
}
