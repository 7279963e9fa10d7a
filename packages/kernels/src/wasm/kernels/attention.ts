/** Attention: on separate and on packed queries, keys and values, and on a cache while generating. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelTable } from '../../kernel-table.ts';
import { grainOf, type KernelContext } from './context.ts';

interface MaskAttributes {
  causal: boolean;
  mask?: Uint8Array;
}

/** Sizes and byte strides of q, k, v and of the output. */
interface Layout {
  sizes: { batch: number; heads: number; length: number; headDim: number };
  row: number;
  head: number;
  batch: number;
  outputRow: number;
  outputHead: number;
  outputBatch: number;
}

/** Addresses of the operands. */
interface Operands {
  q: number;
  k: number;
  v: number;
}

export function attentionKernels(context: KernelContext): KernelTable {
  const { heap } = context;
  const at = (tensor: TensorInfo | undefined) => heap.address(tensor as TensorInfo);
  return {
    GlassboxAttention: ({ q, k, v }, attributes: MaskAttributes) => {
      const layout = separateLayout((q as TensorInfo).shape);
      return forward(context, { q: at(q), k: at(k), v: at(v) }, layout, attributes, (q as TensorInfo).shape);
    },
    GlassboxAttentionGrad: ({ q, k, v, output, logSums, dy }, attributes: MaskAttributes) => {
      const { shape } = q as TensorInfo;
      const gradients = [heap.output(shape), heap.output(shape), heap.output(shape)] as const;
      const [dq, dk, dv] = gradients;
      const outer = { output: at(output), logSums: at(logSums), dy: at(dy) };
      const to = { q: at(dq), k: at(dk), v: at(dv) };
      backward(context, { q: at(q), k: at(k), v: at(v) }, outer, to, separateLayout(shape), attributes);
      return [...gradients];
    },
    GlassboxSelfAttention: ({ qkv }, attributes: MaskAttributes & { nHead: number }) => {
      const layout = packedLayout((qkv as TensorInfo).shape, attributes.nHead);
      const [batch = 0, length = 0, width = 0] = (qkv as TensorInfo).shape;
      return forward(context, thirds(at(qkv), width), layout, attributes, [batch, length, width / 3]);
    },
    GlassboxSelfAttentionGrad: ({ qkv, output, logSums, dy }, attributes: MaskAttributes & { nHead: number }) => {
      const { shape } = qkv as TensorInfo;
      const width = shape[2] ?? 0;
      const dqkv = heap.output(shape);
      const outer = { output: at(output), logSums: at(logSums), dy: at(dy) };
      const layout = packedLayout(shape, attributes.nHead);
      backward(context, thirds(at(qkv), width), outer, thirds(at(dqkv), width), layout, attributes);
      return [dqkv];
    },
    GlassboxCachedAttention: (inputs, attributes: { nHead: number; past: number; mask?: Uint8Array }) =>
      cached(context, inputs as Record<'qkv' | 'keys' | 'values', TensorInfo>, attributes),
  };
}

/** [B, H, T, D] */
function separateLayout([batch = 0, heads = 0, length = 0, headDim = 1]: number[]): Layout {
  const [row, head] = [headDim * 4, length * headDim * 4];
  const strides = { row, head, batch: heads * head };
  return {
    sizes: { batch, heads, length, headDim },
    ...strides,
    outputRow: strides.row,
    outputHead: strides.head,
    outputBatch: strides.batch,
  };
}

/** [B, T, 3C] → [B, T, C] */
function packedLayout([batch = 0, length = 0, width = 0]: number[], heads: number): Layout {
  const head = (width / 3 / heads) * 4;
  const outputRow = (width / 3) * 4;
  return {
    sizes: { batch, heads, length, headDim: head / 4 },
    row: width * 4,
    head,
    batch: length * width * 4,
    outputRow,
    outputHead: head,
    outputBatch: length * outputRow,
  };
}

function thirds(address: number, width: number): Operands {
  const third = (width / 3) * 4;
  return { q: address, k: address + third, v: address + 2 * third };
}

function forward(
  context: KernelContext,
  { q, k, v }: Operands,
  layout: Layout,
  attributes: MaskAttributes,
  outputShape: number[],
): TensorInfo[] {
  const { heap, threads, wasm } = context;
  const { batch, heads, length, headDim } = layout.sizes;
  const output = heap.output(outputShape);
  const logSums = heap.output([batch, heads, length]);
  const args = [
    ...[q, k, v, layout.row, layout.head, layout.batch],
    ...[heap.address(output), layout.outputRow, layout.outputHead, layout.outputBatch],
    ...[heap.address(logSums), ...maskArguments(context, attributes)],
    ...[heads, length, headDim, 1 / Math.sqrt(headDim)],
  ];
  const scratch = wasm.attentionScratchBytes(length, headDim);
  threads.run('attention', args, batch * heads, grainOf(context, batch * heads, 1, 1), scratch);
  return [output, logSums];
}

function backward(
  context: KernelContext,
  { q, k, v }: Operands,
  outer: { output: number; logSums: number; dy: number },
  to: Operands,
  layout: Layout,
  attributes: MaskAttributes,
): void {
  const { threads, wasm } = context;
  const { batch, heads, length, headDim } = layout.sizes;
  const args = [
    ...[q, k, v, layout.row, layout.head, layout.batch],
    ...[outer.output, outer.dy, layout.outputRow, layout.outputHead, layout.outputBatch],
    ...[outer.logSums, to.q, to.k, to.v, ...maskArguments(context, attributes)],
    ...[heads, length, headDim, 1 / Math.sqrt(headDim)],
  ];
  const scratch = wasm.attentionScratchBytes(length, headDim);
  threads.run('attentionGrad', args, batch * heads, grainOf(context, batch * heads, 1, 1), scratch);
}

function maskArguments({ heap }: KernelContext, { causal, mask }: MaskAttributes): [mask: number, causal: number] {
  return [mask ? heap.upload('mask', mask) : 0, causal ? 1 : 0];
}

/** Writes into the caches where nothing else shares their memory; else into copies. */
function cached(
  context: KernelContext,
  { qkv, keys, values }: Record<'qkv' | 'keys' | 'values', TensorInfo>,
  { nHead, past, mask }: { nHead: number; past: number; mask?: Uint8Array },
): TensorInfo[] {
  const { heap, threads, wasm } = context;
  const [batch = 0, count = 0] = qkv.shape;
  const [, capacity = 0, width = 0] = keys.shape;
  const headDim = width / nHead;
  const output = heap.output([batch, count, width]);
  const [k, v] = [heap.writable(keys), heap.writable(values)];
  const at = (tensor: TensorInfo) => heap.address(tensor);
  wasm.appendToCache(at(qkv), at(k), at(v), batch, count, past, capacity, width);
  const shared = [at(qkv), at(k), at(v), at(output), mask ? heap.upload('mask', mask) : 0];
  const args = [...shared, nHead, count, past, capacity, headDim, 1 / Math.sqrt(headDim)];
  const pairs = batch * nHead;
  // A step that looks at few places is over before another thread has begun.
  const least = LEAST_CACHE_WORK / Math.max(1, count * (past + count) * headDim);
  threads.run(
    'cachedAttention',
    args,
    pairs,
    grainOf(context, pairs, 1, least),
    wasm.cachedAttentionScratchBytes(capacity),
  );
  return [output, k, v];
}

/** Multiply-adds of a piece of a cached step, at least. */
const LEAST_CACHE_WORK = 20_000;
