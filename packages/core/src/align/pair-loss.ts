/**
 * The loss of a comparison: −log σ(margin). A reward model's margin is a difference of scores (Bradley–Terry); DPO's is
 * a difference of log ratios, which makes the policy its own reward model.
 */
import { registerBasicGradients } from '@glassbox/kernels';
import { mean, mul, neg, type Scalar, softplus, sub, type Tensor1D, tidy } from '@tensorflow/tfjs-core';

/**
 * Returns mean −log σ(r_chosen − r_rejected), in nats, with a gradient; the caller disposes. log σ(x) is computed as
 * −softplus(−x), which stays finite for any margin.
 *
 * @param chosen [P], scores of the preferred ones
 * @param rejected [P]
 * @see Bradley & Terry 1952; Ouyang et al. 2022, arXiv:2203.02155, eq. 1
 */
export function bradleyTerryLoss(chosen: Tensor1D, rejected: Tensor1D): Scalar {
  registerBasicGradients(); // the caller's first op with a gradient may be one of tfjs
  return tidy(() => mean(softplus(neg(sub(chosen, rejected)))) as Scalar);
}

/** What DPO compares: whole completions under policy and reference. */
export interface DpoLogProbs {
  /** shape [P]: log probabilities of whole completions, in nats: sums over their tokens. */
  readonly chosen: Tensor1D;
  readonly rejected: Tensor1D;
  /** shape [P]: the same under the reference. */
  readonly refChosen: Tensor1D;
  readonly refRejected: Tensor1D;
}

/**
 * Returns mean −log σ(β·log π(chosen)/π_ref(chosen) − β·log π(rejected)/π_ref(rejected)), with a gradient; the caller
 * disposes. β·log π/π_ref is the reward that the policy has implicitly learnt.
 *
 * @param beta above 0: how tight the leash is; the smaller, the further the policy goes for the same margin
 * @see Rafailov et al. 2023, arXiv:2305.18290, eq. 7
 */
export function dpoLoss({ chosen, rejected, refChosen, refRejected }: DpoLogProbs, beta: number): Scalar {
  return tidy(() => bradleyTerryLoss(mul(beta, sub(chosen, refChosen)), mul(beta, sub(rejected, refRejected))));
}
