/**
 * Causal attention on WebGPU, one workgroup per query or key row and GROUP_SIZE partners at a time; T×T is never
 * stored. Forward and backward are the same weighted sum of rows with different weights:
 * output = Σ p·v, dq = Σ dS·k, dk = Σ dS·q, dv = Σ p·dy.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelTable } from '../../kernel-table.ts';
import { GROUP_SIZE, REDUCTIONS, run, type WebgpuBackend } from '../program.ts';

/** q·k/√D for query row `i` and key row `j` of all rows of all heads. */
const SCORE = /* wgsl */ `
  fn score(i : i32, j : i32) -> f32 {
    var product = 0.0;
    for (var d = 0; d < D; d++) { product += q[i * D + d] * k[j * D + d]; }
    return product * uniforms.scale;
  }
  fn weight(i : i32, j : i32) -> f32 { return exp(score(i, j) - logSums[i]); }`;

/** dS = p·(dy·v − Σ dy·output)/√D */
const SCORE_GRADIENT = /* wgsl */ `
  fn scoreGradient(i : i32, j : i32) -> f32 {
    var product = 0.0;
    for (var d = 0; d < D; d++) { product += dy[i * D + d] * v[j * D + d]; }
    return weight(i, j) * (product - corrections[i]) * uniforms.scale;
  }`;

export function attentionKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxCausalAttention: (inputs) => {
      const { q, k, v } = inputs as Record<'q' | 'k' | 'v', TensorInfo>;
      const logSums = logSumsOf(backend, q, k);
      return [weightedRows(backend, 'attention', { q, k, v, logSums }, 'weight(row, partner)', 'v', 'before'), logSums];
    },
    GlassboxCausalAttentionGrad: (inputs) => {
      const { q, k, v, output, logSums, dy } = inputs as Record<
        'q' | 'k' | 'v' | 'output' | 'logSums' | 'dy',
        TensorInfo
      >;
      const corrections = correctionsOf(backend, dy, output);
      const all = { q, k, v, logSums, dy, corrections };
      const dq = weightedRows(backend, 'dq', all, 'scoreGradient(row, partner)', 'k', 'before');
      const dk = weightedRows(backend, 'dk', all, 'scoreGradient(partner, row)', 'q', 'after');
      const dv = weightedRows(backend, 'dv', { q, k, logSums, dy }, 'weight(partner, row)', 'dy', 'after');
      backend.disposeData(corrections.dataId);
      return [dq, dk, dv];
    },
  };
}

/** Log-sum-exp of every query's visible scores, [B, H, T]: each thread goes over its keys with a running maximum. */
function logSumsOf(backend: WebgpuBackend, q: TensorInfo, k: TensorInfo): TensorInfo {
  const { length, headDim, pairs, scale } = sizes(q);
  return run(backend, {
    name: 'attentionLogSums',
    inputs: { q, k },
    outputShape: q.shape.slice(0, 3),
    constants: { D: headDim },
    integers: { length },
    floats: { scale },
    groups: [length, pairs],
    code: /* wgsl */ `${REDUCTIONS}
      fn main() {
        let first = i32(workgroupId.y) * uniforms.length;
        let place = i32(workgroupId.x);
        var top = -1e30;
        var total = 0.0;
        for (var j = i32(localIndex); j <= place; j += ${GROUP_SIZE}) {
          var product = 0.0;
          for (var d = 0; d < D; d++) { product += q[(first + place) * D + d] * k[(first + j) * D + d]; }
          let value = product * uniforms.scale;
          let newTop = max(top, value);
          total = total * exp(top - newTop) + exp(value - newTop);
          top = newTop;
        }
        let largest = largestOverGroup(top);
        let sum = sumOverGroup(total * exp(top - largest));
        if (localIndex == 0u) { result[first + place] = largest + log(sum); }
      }`,
  });
}

/** Σ over the head's dimensions of dy∘output, [B, H, T]. */
function correctionsOf(backend: WebgpuBackend, dy: TensorInfo, output: TensorInfo): TensorInfo {
  return run(backend, {
    name: 'attentionCorrections',
    inputs: { dy, outputs: output },
    outputShape: dy.shape.slice(0, 3),
    constants: { D: dy.shape[3] ?? 1 },
    code: /* wgsl */ `
      fn main(index : i32) {
        if (index >= uniforms.size) { return; }
        var sum = 0.0;
        for (var d = 0; d < D; d++) { sum += dy[index * D + d] * outputs[index * D + d]; }
        result[index] = sum;
      }`,
  });
}

/**
 * result[row] = Σ over partners of `factor`·source[partner]: partners are the keys up to a query's place (`before`) or
 * the queries from a key's place on (`after`).
 */
function weightedRows(
  backend: WebgpuBackend,
  name: string,
  inputs: Record<string, TensorInfo>,
  factor: string,
  source: string,
  partners: 'before' | 'after',
): TensorInfo {
  const q = inputs.q as TensorInfo;
  const { length, headDim, pairs, scale } = sizes(q);
  const [begin, end] = partners === 'before' ? ['0', 'place + 1'] : ['place', 'uniforms.length'];
  return run(backend, {
    name: `attentionRows_${name}`,
    inputs,
    outputShape: q.shape,
    constants: { D: headDim, CHUNKS: Math.ceil(headDim / GROUP_SIZE) },
    integers: { length },
    floats: { scale },
    groups: [length, pairs],
    code: /* wgsl */ `${SCORE}${factor.startsWith('score') ? SCORE_GRADIENT : ''}
      var<workgroup> group : vec2<i32>;
      var<workgroup> factors : array<f32, ${GROUP_SIZE}>;
      fn main() {
        let lane = i32(localIndex);
        if (lane == 0) { group = vec2<i32>(i32(workgroupId.x), i32(workgroupId.y)); }
        // Loading it this way proves that all threads agree, which barriers inside a loop need.
        let place = workgroupUniformLoad(&group).x;
        let first = workgroupUniformLoad(&group).y * uniforms.length;
        let row = first + place;
        var sums : array<f32, CHUNKS>;
        for (var start = ${begin}; start < ${end}; start += ${GROUP_SIZE}) {
          let partner = first + start + lane;
          var own = 0.0;
          if (start + lane < ${end}) { own = ${factor}; }
          factors[lane] = own;
          workgroupBarrier();
          let count = min(${GROUP_SIZE}, ${end} - start);
          for (var n = 0; n < count; n++) {
            for (var chunk = 0; chunk < CHUNKS; chunk++) {
              let d = lane + chunk * ${GROUP_SIZE};
              if (d < D) { sums[chunk] += factors[n] * ${source}[(first + start + n) * D + d]; }
            }
          }
          workgroupBarrier();
        }
        for (var chunk = 0; chunk < CHUNKS; chunk++) {
          let d = lane + chunk * ${GROUP_SIZE};
          if (d < D) { result[row * D + d] = sums[chunk]; }
        }
      }`,
  });
}

function sizes(q: TensorInfo): { length: number; headDim: number; pairs: number; scale: number } {
  const [batch = 0, heads = 0, length = 0, headDim = 1] = q.shape;
  return { length, headDim, pairs: batch * heads, scale: 1 / Math.sqrt(headDim) };
}
