/** Two ways to ask a model how sure it is without asking it in words. */
import type { Completion } from '../evaluate/complete.ts';

/**
 * Returns the probability that the model gives to the whole answer, its end included: exp Σ log p, in [0, 1]. Exactly
 * the share of times it would be written at temperature 1; so a long answer that can be worded in many ways gets little.
 *
 * @see Kadavath et al. 2022, arXiv:2207.05221, on how well such probabilities are calibrated
 */
export function sequenceProbability({ logProbs }: Pick<Completion, 'logProbs'>): number {
  return Math.exp(logProbs.reduce((sum, logProb) => sum + logProb, 0));
}

/** What most samples say. */
export interface Agreement {
  /** The answer given most often; of several the first. */
  readonly answer: string;
  /** Share of samples that gave it, in [0, 1]; NaN without samples. */
  readonly share: number;
}

/**
 * Returns the commonest of several sampled answers and the share that agrees with it. Case, spaces and punctuation do
 * not count.
 *
 * @see Wang et al. 2022, arXiv:2203.11171 (self-consistency); Manakul et al. 2023, arXiv:2303.08896 (SelfCheckGPT)
 * @example agreementOf(['医生。', '医生', '木匠。']); // { answer: '医生。', share: 2/3 }
 */
export function agreementOf(answers: readonly string[]): Agreement {
  const counts = new Map<string, { readonly answer: string; count: number }>();
  for (const answer of answers) {
    const key = answer.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
    const entry = counts.get(key) ?? { answer, count: 0 };
    entry.count++;
    counts.set(key, entry);
  }
  const [first, ...others] = counts.values();
  if (!first) return { answer: '', share: Number.NaN };
  const best = others.reduce((top, entry) => (entry.count > top.count ? entry : top), first);
  return { answer: best.answer, share: best.count / answers.length };
}
