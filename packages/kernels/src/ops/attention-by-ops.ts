/**
 * Attention in plain tfjs ops, which every attention kernel has as its reference. It stores all T×T weights; fast kernels
 * keep only the log-sum-exp of each row and recompute the weights backward.
 */
import {
  add,
  div,
  exp,
  log,
  matMul,
  max,
  maximum,
  mul,
  reshape,
  sub,
  sum,
  type Tensor,
  tensor4d,
  where,
} from '@tensorflow/tfjs-core';

/** Stands for −∞ in masked scores, and is the log-sum-exp of a query that sees no key. Finite, because WGSL may assume that infinities don't occur. */
const MASKED_SCORE = -1e30;

/** Which key a query may attend. */
export interface Visibility {
  /** A query at place i sees keys up to i only. */
  causal: boolean;
  /** One byte per key of every sequence, 1 = may be attended. */
  mask?: Uint8Array;
  /** Place of the first query; keys before it are older. Default 0. */
  past?: number;
}

/** Returns bool [B or 1, 1, T, S]: whether query t may attend key s. */
export function visibleKeys({ causal, mask, past = 0 }: Visibility, queries: number, keys: number): Tensor {
  const batch = mask ? mask.length / Math.max(1, keys) : 1;
  const visible = Uint8Array.from({ length: batch * queries * keys }, (_, i) => {
    const key = i % keys;
    const place = past + (Math.floor(i / keys) % queries);
    const isUnmasked = !mask || mask[Math.floor(i / (queries * keys)) * keys + key] === 1;
    return isUnmasked && (!causal || key <= place) ? 1 : 0;
  });
  return tensor4d(visible, [batch, 1, queries, keys], 'bool');
}

/** Returns [softmax(q·kᵀ/√D)·v, logSums] over the visible keys; 0 and −1e30 where a query sees none. */
export function attend(q: Tensor, k: Tensor, v: Tensor, visible: Tensor): [Tensor, Tensor] {
  const scores = maskedScores(q, k, visible); // [B, H, T, S]
  const largest = max(scores, 3, true); // [B, H, T, 1]
  const shares = where(visible, exp(sub(scores, largest)), 0);
  const total = maximum(sum(shares, 3, true), 1); // the best key's share is 1; without a visible key all are 0
  const logSums = add(largest, log(total));
  return [matMul(div(shares, total), v), reshape(logSums, q.shape.slice(0, 3))];
}

export interface AttendGradInputs {
  q: Tensor;
  k: Tensor;
  v: Tensor;
  output: Tensor;
  logSums: Tensor;
  dy: Tensor;
}

/** Returns [dQ, dK, dV]: P = exp(S − L); dV = Pᵀ·dO; dS = P∘(dO·Vᵀ − rowsum(dO∘O)); dQ = dS·K/√D; dK = dSᵀ·Q/√D */
export function attendGrad(
  { q, k, v, output, logSums, dy }: AttendGradInputs,
  visible: Tensor,
): [Tensor, Tensor, Tensor] {
  const scale = 1 / Math.sqrt(q.shape[3] ?? 1);
  const scores = maskedScores(q, k, visible);
  const weights = where(visible, exp(sub(scores, reshape(logSums, [...logSums.shape, 1]))), 0); // [B, H, T, T]
  const correction = sum(mul(dy, output), 3, true); // [B, H, T, 1]
  const dScores = mul(mul(weights, sub(matMul(dy, v, false, true), correction)), scale); // [B, H, T, T]
  return [matMul(dScores, k), matMul(dScores, q, true, false), matMul(weights, dy, true, false)];
}

/** q·kᵀ/√D, −1e30 where a key is not visible: [B, H, T, S]. */
function maskedScores(q: Tensor, k: Tensor, visible: Tensor): Tensor {
  const scores = mul(matMul(q, k, false, true), 1 / Math.sqrt(q.shape[3] ?? 1)); // [B,H,T,D]·[B,H,S,D]ᵀ → [B,H,T,S]
  return where(visible, scores, MASKED_SCORE);
}
