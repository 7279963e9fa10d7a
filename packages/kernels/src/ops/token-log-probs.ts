/** How likely the model thought each chosen token: the quantity that PPO's ratios and DPO's margins are made of. */
import {
  exp,
  logSumExp,
  mul,
  reshape,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { defineKernel } from '../define-kernel.ts';
import { getOutput, keepFirst } from '../outputs.ts';
import { checkIds, checkShape, failShape } from '../validate.ts';
import { oneHotLabels } from './cross-entropy.ts';

interface LogProbsAttributes {
  tokenIds: Int32Array;
}

/** dLogits = (onehot(tokenId) − softmax(logits))·dy, row by row */
const logProbsGrad = defineKernel<{ logits: Tensor; logSums: Tensor; dy: Tensor }, LogProbsAttributes>({
  name: 'GlassboxLogProbsGrad',
  reference: ({ logits, logSums, dy }, { tokenIds }) => {
    const probabilities = exp(sub(logits, reshape(logSums, [-1, 1]))); // [N, V]
    const chosen = oneHotLabels(tokenIds, logits.shape[1] ?? 0); // [N, V]
    return [mul(sub(chosen, probabilities), reshape(dy, [-1, 1]))];
  },
});

const logProbsKernel = defineKernel<{ logits: Tensor }, LogProbsAttributes>({
  name: 'GlassboxLogProbs',
  reference: ({ logits }, { tokenIds }) => {
    const logSums = logSumExp(logits, 1); // [N]
    const chosenLogits = sum(mul(oneHotLabels(tokenIds, logits.shape[1] ?? 0), logits), 1); // [N]
    return [sub(chosenLogits, logSums), logSums];
  },
  gradient: {
    inputsToSave: ['logits'],
    outputsToSave: [false, true],
    backward: (dy, saved, attributes) => {
      const [logits, logSums] = saved as [Tensor, Tensor];
      return { logits: () => getOutput(logProbsGrad({ logits, logSums, dy }, attributes), 0) };
    },
  },
});

/**
 * Returns log softmax(logits)[tokenId] of every row, in nats (0 or below). No softmax is stored.
 *
 * @param logits float32 [N, V]
 * @param tokenIds N ids in 0…V−1; copied before the call returns
 * @returns float32 [N]; the caller disposes it
 * @throws ShapeError if there are not N ids, one is out of range, or `logits` is not [N, V]
 * @see Schulman et al. 2017, arXiv:1707.06347, section 2 (log π of PPO); Rafailov et al. 2023, arXiv:2305.18290, eq. 7 (DPO)
 */
export function tokenLogProbs(logits: Tensor2D, tokenIds: Int32Array): Tensor1D {
  checkShape('tokenLogProbs', 'logits', logits, [null, null], '[N, V]');
  checkIds('tokenLogProbs', 'tokenIds', tokenIds, 0, logits.shape[1]);
  if (tokenIds.length !== logits.shape[0]) {
    failShape(
      'tokenLogProbs',
      'tokenIds',
      [tokenIds.length],
      `${logits.shape[0]} ids, one per row of logits`,
      'check the batch',
    );
  }
  return keepFirst<Tensor1D>(logProbsKernel({ logits }, { tokenIds: tokenIds.slice() }));
}
