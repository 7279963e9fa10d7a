/** Kernels that work on token ids: embedding, cross-entropy, log-probabilities. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelTable } from '../../kernel-table.ts';
import { grainOf, type KernelContext } from './context.ts';

interface EmbeddingAttributes {
  tokenIds: Int32Array;
  vocabSize: number;
}

interface CrossEntropyAttributes {
  targets: Int32Array;
  count: number;
}

/** Rows and columns to a thread, at least. */
const LEAST_ROWS = 128;
const LEAST_COLUMNS = 32;

export function tokenKernels(context: KernelContext): KernelTable {
  const { heap, threads, wasm } = context;
  const at = (tensor: TensorInfo | undefined) => heap.address(tensor as TensorInfo);
  return {
    GlassboxEmbedding: ({ weight }, { tokenIds }: EmbeddingAttributes) => {
      const width = (weight as TensorInfo).shape[1] ?? 0;
      const y = heap.output([tokenIds.length, width]);
      const args = [at(weight), heap.upload('ids', tokenIds), at(y), width];
      threads.run('embedding', args, tokenIds.length, grainOf(context, tokenIds.length, 1, LEAST_ROWS), 0);
      return [y];
    },
    GlassboxEmbeddingGrad: ({ dy }, { tokenIds, vocabSize }: EmbeddingAttributes) => {
      const width = (dy as TensorInfo).shape[1] ?? 0;
      const dWeight = heap.output([vocabSize, width]);
      const args = [at(dy), heap.upload('ids', tokenIds), at(dWeight), tokenIds.length, width, vocabSize];
      threads.run('embeddingGrad', args, width, grainOf(context, width, 16, LEAST_COLUMNS), 0);
      return [dWeight];
    },
    GlassboxCrossEntropy: ({ logits }, { targets, count }: CrossEntropyAttributes) => {
      const [logProbs, logSums] = logProbsOf(context, logits as TensorInfo, targets);
      const loss = heap.output([]);
      heap.writeScalar(loss, -wasm.sum(logProbs, targets.length) / count);
      return [loss, logSums];
    },
    GlassboxCrossEntropyGrad: ({ logits, logSums, dy }, { targets, count }: CrossEntropyAttributes) => {
      const scale = -heap.readScalar(dy as TensorInfo) / count;
      return [logProbsGrad(context, logits as TensorInfo, logSums as TensorInfo, targets, { scale, dy: 0 })];
    },
    GlassboxLogProbs: ({ logits }, { tokenIds }: { tokenIds: Int32Array }) => {
      const logProbs = heap.output([tokenIds.length]);
      const [, logSums] = logProbsOf(context, logits as TensorInfo, tokenIds, at(logProbs));
      return [logProbs, logSums];
    },
    GlassboxLogProbsGrad: ({ logits, logSums, dy }, { tokenIds }: { tokenIds: Int32Array }) => [
      logProbsGrad(context, logits as TensorInfo, logSums as TensorInfo, tokenIds, { scale: 1, dy: at(dy) }),
    ],
  };
}

/** Writes log softmax(logits)[token] of every row to `to`, or to a room of the heap; returns its address and the log-sum-exps. */
function logProbsOf(
  context: KernelContext,
  logits: TensorInfo,
  tokens: Int32Array,
  to = context.heap.room('shares', tokens.byteLength),
): [logProbs: number, logSums: TensorInfo] {
  const { heap, threads } = context;
  const [rows = 0, width = 0] = logits.shape;
  const logSums = heap.output([rows]);
  const args = [heap.address(logits), heap.upload('ids', tokens), to, heap.address(logSums), width];
  threads.run('tokenLogProbs', args, rows, grainOf(context, rows, 1, LEAST_ROWS), 0);
  return [to, logSums];
}

function logProbsGrad(
  context: KernelContext,
  logits: TensorInfo,
  logSums: TensorInfo,
  tokens: Int32Array,
  { scale, dy }: { scale: number; dy: number },
): TensorInfo {
  const { heap, threads } = context;
  const [rows = 0, width = 0] = logits.shape;
  const dLogits = heap.output(logits.shape);
  const ids = heap.upload('ids', tokens);
  const args = [heap.address(logits), ids, heap.address(logSums), dy, heap.address(dLogits), width, scale];
  threads.run('tokenLogProbsGrad', args, rows, grainOf(context, rows, 1, LEAST_ROWS), 0);
  return dLogits;
}
