/** Kernels that work on token ids or positions: embedding, cross-entropy, causal attention. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { KernelContext } from './context.ts';

interface EmbeddingAttributes {
  tokenIds: Int32Array;
  vocabSize: number;
}

interface CrossEntropyAttributes {
  targets: Int32Array;
  count: number;
}

export function tokenKernels(context: KernelContext): KernelTable {
  const { heap, wasm } = context;
  const at = (tensor: TensorInfo | undefined) => heap.address(tensor as TensorInfo);
  return {
    GlassboxEmbedding: ({ weight }, { tokenIds }: EmbeddingAttributes) => {
      const width = (weight as TensorInfo).shape[1] ?? 0;
      const y = heap.output([tokenIds.length, width]);
      wasm.embedding(at(weight), heap.ids(tokenIds), at(y), tokenIds.length, width);
      return [y];
    },
    GlassboxEmbeddingGrad: ({ dy }, { tokenIds, vocabSize }: EmbeddingAttributes) => {
      const width = (dy as TensorInfo).shape[1] ?? 0;
      const dWeight = heap.output([vocabSize, width]);
      wasm.embeddingGrad(at(dy), heap.ids(tokenIds), at(dWeight), tokenIds.length, width, vocabSize);
      return [dWeight];
    },
    GlassboxCrossEntropy: ({ logits }, { targets, count }: CrossEntropyAttributes) => {
      const [rows = 0, width = 0] = (logits as TensorInfo).shape;
      const logSums = heap.output([rows]);
      const loss = heap.output([]);
      const nats = wasm.crossEntropy(at(logits), heap.ids(targets), at(logSums), rows, width);
      heap.writeScalar(loss, nats / count);
      return [loss, logSums];
    },
    GlassboxCrossEntropyGrad: ({ logits, logSums, dy }, { targets, count }: CrossEntropyAttributes) => {
      const { shape } = logits as TensorInfo;
      const [rows = 0, width = 0] = shape;
      const dLogits = heap.output(shape);
      const scale = heap.readScalar(dy as TensorInfo) / count;
      wasm.crossEntropyGrad(at(logits), heap.ids(targets), at(logSums), at(dLogits), rows, width, scale);
      return [dLogits];
    },
    ...attentionKernels(context),
  };
}

function attentionKernels({ heap, wasm }: KernelContext): KernelTable {
  const at = (tensor: TensorInfo | undefined) => heap.address(tensor as TensorInfo);
  return {
    GlassboxCausalAttention: ({ q, k, v }) => {
      const { shape } = q as TensorInfo;
      const [batch = 0, heads = 0, length = 0, headDim = 1] = shape;
      const output = heap.output(shape);
      const logSums = heap.output(shape.slice(0, 3));
      const workspace = heap.workspace(wasm.attentionWorkspaceBytes(length, headDim));
      const pairs = batch * heads;
      const scale = 1 / Math.sqrt(headDim);
      wasm.attention(at(q), at(k), at(v), at(output), at(logSums), pairs, length, headDim, scale, workspace);
      return [output, logSums];
    },
    GlassboxCausalAttentionGrad: ({ q, k, v, output, logSums, dy }) => {
      const { shape } = q as TensorInfo;
      const [, , length = 0, headDim = 1] = shape;
      const pairs = sizeOf(shape.slice(0, 2));
      const [dq, dk, dv] = [heap.output(shape), heap.output(shape), heap.output(shape)];
      const workspace = heap.workspace(wasm.attentionWorkspaceBytes(length, headDim));
      wasm.attentionGrad(
        at(q),
        at(k),
        at(v),
        at(output),
        at(logSums),
        at(dy),
        at(dq),
        at(dk),
        at(dv),
        pairs,
        length,
        headDim,
        1 / Math.sqrt(headDim),
        workspace,
      );
      return [dq, dk, dv];
    },
  };
}
