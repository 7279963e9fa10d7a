/** Cross-entropy straight from logits: how surprised the model is, in nats, and the gradient of that. */
import {
  cast,
  div,
  equal,
  exp,
  logSumExp,
  mul,
  range,
  reshape,
  type Scalar,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput, keepFirst } from '../outputs.ts';
import { checkIds, checkShape, failShape } from '../validate.ts';

/** A target with this label counts neither in the loss nor in the gradient. */
export const IGNORED_TARGET = -1;

interface CrossEntropyAttributes {
  targets: Int32Array;
  /** How many targets are not ignored, at least 1 so that the mean of none is 0. */
  count: number;
}

/** [N, 1]: 1 where the row counts, 0 where it is ignored. */
function countedRows(targets: Int32Array): Tensor2D {
  return tensor2d(
    Float32Array.from(targets, (target) => (target === IGNORED_TARGET ? 0 : 1)),
    [targets.length, 1],
  );
}

/** [N, V]: 1 at each row's target, nowhere in an ignored row. (tfjs' own oneHot refuses V = 1.) */
export function oneHotLabels(targets: Int32Array, vocabSize: number): Tensor {
  const labels = tensor2d(targets, [targets.length, 1], 'int32');
  return cast(equal(labels, range(0, vocabSize, 1, 'int32')), 'float32');
}

/** dLogits = (softmax(logits) − onehot(target))·dy/count on counted rows, 0 on ignored ones */
const crossEntropyGrad = defineKernel<{ logits: Tensor; logSums: Tensor; dy: Tensor }, CrossEntropyAttributes>({
  name: 'GlassboxCrossEntropyGrad',
  reference: ({ logits, logSums, dy }, { targets, count }) => {
    const probabilities = exp(sub(logits, reshape(logSums, [-1, 1]))); // [N, V]
    const chosen = oneHotLabels(targets, logits.shape[1] ?? 0); // [N, V], zeros for an ignored row
    return [mul(mul(sub(probabilities, chosen), countedRows(targets)), div(dy, count))];
  },
});

const crossEntropyKernel = defineKernel<{ logits: Tensor }, CrossEntropyAttributes>({
  name: 'GlassboxCrossEntropy',
  reference: ({ logits }, { targets, count }) => {
    const logSums = logSumExp(logits, 1, true); // [N, 1]
    const chosen = oneHotLabels(targets, logits.shape[1] ?? 0); // [N, V]
    const chosenLogits = sum(mul(chosen, logits), 1, true); // [N, 1]
    const nats = mul(sub(logSums, chosenLogits), countedRows(targets)); // [N, 1]
    return [div(sum(nats), count), reshape(logSums, [-1])];
  },
  gradient: {
    inputsToSave: ['logits'],
    outputsToSave: [false, true],
    backward: (dy, saved, attributes) => {
      const [logits, logSums] = saved as [Tensor, Tensor];
      return { logits: () => getOutput(crossEntropyGrad({ logits, logSums, dy }, attributes), 0) };
    },
  },
});

/**
 * Returns the mean of −log softmax(logits)[target] over the rows whose target is not −1, in nats; 0 if all are −1.
 * No softmax is stored: the forward pass keeps one log-sum-exp per row, the backward pass writes the gradient at once.
 *
 * @param logits float32 [N, V]
 * @param targets N labels in 0…V−1, or −1 for a row that does not count
 * @returns float32 scalar in nats per counted row; the caller disposes it
 * @throws ShapeError if there are not N targets, a label is out of range, or `logits` is not [N, V]
 * @see Shannon 1948; gradient: softmax − one-hot, Bishop 2006, eq. 4.109
 */
export function crossEntropy(logits: Tensor2D, targets: Int32Array): Scalar {
  checkShape('crossEntropy', 'logits', logits, [null, null], '[N, V]');
  checkIds('crossEntropy', 'targets', targets, IGNORED_TARGET, logits.shape[1]);
  if (targets.length !== logits.shape[0]) {
    failShape(
      'crossEntropy',
      'targets',
      [targets.length],
      `${logits.shape[0]} labels, one per row of logits`,
      'check the batch',
    );
  }
  const counted = targets.reduce((count, target) => (target === IGNORED_TARGET ? count : count + 1), 0);
  return keepFirst<Scalar>(crossEntropyKernel({ logits }, { targets: targets.slice(), count: Math.max(1, counted) }));
}
