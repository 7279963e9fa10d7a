/**
 * A stand-in for the people who vote: it knows a true reward and prefers the better completion more often the larger
 * the difference. This is the Bradley–Terry model, so a reward model can in principle learn the truth from its votes.
 */
import { createRandom } from '@glassbox/kernels';
import { complete } from '../evaluate/complete.ts';
import { mixSeed } from '../foundations/random.ts';
import type { Gpt } from '../model/gpt.ts';
import { checkSettings, FROM_0, WHOLE } from './align-error.ts';
import { type Comparison, checkPrompts, sameTokens, type Vote } from './preference.ts';
import { type Reward, scoreChecked } from './reward.ts';
import type { TokenIds } from './sequences.ts';

/** How sure the annotator is. */
export interface SimulatedVotesOptions {
  readonly seed: number;
  /** Reward difference at which the annotator is right 73 times out of 100; 0 is never wrong. Default 0. */
  readonly noise?: number;
}

/**
 * Resolves to the votes of a simulated annotator: P(first preferred) = σ((r_first − r_second)/noise). Equal
 * rewards are a tie.
 *
 * @throws ConfigError if noise is below 0; AlignError if a reward is no finite number
 * @see Bradley & Terry 1952; Stiennon et al. 2020, arXiv:2009.01325, section 3.3
 */
export async function simulateVotes(
  reward: Reward,
  comparisons: readonly Comparison[],
  { seed, noise = 0 }: SimulatedVotesOptions,
): Promise<Vote[]> {
  checkSettings('simulateVotes', { seed, noise }, { seed: WHOLE, noise: FROM_0 });
  const prompts = comparisons.map(({ prompt }) => prompt);
  const first = await scoreChecked(
    reward,
    prompts,
    comparisons.map(({ completions }) => completions[0]),
  );
  const second = await scoreChecked(
    reward,
    prompts,
    comparisons.map(({ completions }) => completions[1]),
  );
  const random = createRandom(seed);
  return comparisons.map((_, i) => {
    const difference = (first[i] ?? 0) - (second[i] ?? 0);
    const draw = random.next();
    if (difference === 0) return 'tie'; // a coin flip would teach noise
    if (noise === 0) return difference > 0 ? 0 : 1;
    return draw < 1 / (1 + Math.exp(-difference / noise)) ? 0 : 1;
  });
}

/** How the two completions are written. */
export interface ComparisonOptions {
  readonly maxTokens: number;
  readonly stopTokens?: readonly number[];
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** Prompts completed at once. */
const CHUNK = 32;

/**
 * Resolves to one comparison per prompt: two completions that the policy writes at temperature 1. Prompts for which it
 * writes the same twice are left out, as there is nothing to choose; an abort leaves out those not yet written.
 *
 * @throws AlignError if a prompt is empty or leaves no room for maxTokens
 */
export async function drawComparisons(
  policy: Gpt,
  prompts: readonly TokenIds[],
  { maxTokens, stopTokens = [], seed, signal }: ComparisonOptions,
): Promise<Comparison[]> {
  checkPrompts(prompts, policy.config, maxTokens);
  const comparisons: Comparison[] = [];
  for (let start = 0; start < prompts.length && !signal?.aborted; start += CHUNK) {
    const chunk = prompts.slice(start, start + CHUNK);
    const twice = chunk.flatMap((prompt) => [prompt, prompt]);
    const options = { maxTokens, stopTokens, seed: mixSeed(seed, start), ...(signal && { signal }) };
    const written = await complete(policy, twice, options);
    chunk.forEach((prompt, i) => {
      const [first, second] = [written[2 * i], written[2 * i + 1]];
      if (!first || !second || first.ended === 'aborted' || second.ended === 'aborted') return;
      if (sameTokens(first.tokenIds, second.tokenIds)) return;
      comparisons.push({ prompt, completions: [first.tokenIds, second.tokenIds] });
    });
  }
  return comparisons;
}
