/** Embedding lookup and its gradient: rows gathered by token id, and gradients added back to the same rows. */
import { gather, reshape, scatterND, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput } from '../outputs.ts';
import { checkIds, checkShape, failShape } from '../validate.ts';

interface EmbeddingAttributes {
  tokenIds: Int32Array;
  vocabSize: number;
}

/** dW[v] = Σ of the rows of dy whose token is v, added in the order of the rows (deterministic on cpu and wasm). */
const embeddingGrad = defineKernel<{ dy: Tensor }, EmbeddingAttributes>({
  name: 'GlassboxEmbeddingGrad',
  reference: ({ dy }, { tokenIds, vocabSize }) => [
    scatterND(tensor2d(tokenIds, [tokenIds.length, 1], 'int32'), dy, [vocabSize, dy.shape[1] ?? 0]),
  ],
});

const embeddingKernel = defineKernel<{ weight: Tensor }, EmbeddingAttributes>({
  name: 'GlassboxEmbedding',
  reference: ({ weight }, { tokenIds }) => [gather(weight, tensor1d(tokenIds, 'int32'))],
  gradient: {
    inputsToSave: [],
    backward: (dy, _saved, attributes) => ({ weight: () => getOutput(embeddingGrad({ dy }, attributes), 0) }),
  },
});

/**
 * Returns one row of `weight` per token: y[.., c] = weight[tokenIds[..], c].
 *
 * @param weight float32 [V, C]
 * @param tokenIds ids in 0…V−1, row-major, as many as `shape` has places; copied before the call returns
 * @param shape leading shape of the result, for example [B, T]
 * @returns float32 [...shape, C]; the caller disposes it
 * @throws ShapeError if `shape` does not hold `tokenIds.length` places, an id is out of range, or `weight` is not [V, C]
 */
export function embedding(weight: Tensor2D, tokenIds: Int32Array, shape: number[]): Tensor {
  checkShape('embedding', 'weight', weight, [null, null], '[V, C]');
  const [vocabSize, width] = weight.shape;
  checkIds('embedding', 'tokenIds', tokenIds, 0, vocabSize);
  if (shape.reduce((places, size) => places * size, 1) !== tokenIds.length) {
    failShape(
      'embedding',
      'tokenIds',
      [tokenIds.length],
      `${shape.join('·')} ids for shape [${shape.join(', ')}]`,
      'check B and T',
    );
  }
  const rows = getOutput(embeddingKernel({ weight }, { tokenIds: tokenIds.slice(), vocabSize }), 0); // [N, C]
  if (shape.length === 1) return rows;
  const result = reshape(rows, [...shape, width]);
  rows.dispose();
  return result;
}
