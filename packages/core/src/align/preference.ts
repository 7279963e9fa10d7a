/** What people teach with: of two completions of one prompt, which one they prefer. Token ids, no tensors. */
import { AlignError } from './align-error.ts';
import type { TokenIds } from './sequences.ts';

/** One lesson of preference data: a prompt, and two completions of which one was preferred. */
export interface Preference {
  readonly prompt: TokenIds;
  /** The completion that was preferred. */
  readonly chosen: TokenIds;
  readonly rejected: TokenIds;
}

/** Two completions that somebody is asked to compare. */
export interface Comparison {
  readonly prompt: TokenIds;
  readonly completions: readonly [TokenIds, TokenIds];
}

/** The answer: the place of the better one, or that neither is. */
export type Vote = 0 | 1 | 'tie';

/**
 * Returns the preferences that votes express, in their order. Ties and comparisons of a text with itself say nothing
 * about what is better and are left out, as are the empty ones.
 *
 * @throws AlignError if there are not as many votes as comparisons, or one is none of 0, 1 and 'tie'
 * @example preferencesFromVotes([{ prompt: [1], completions: [[2], [3]] }], [1]); // [{ prompt: [1], chosen: [3], rejected: [2] }]
 */
export function preferencesFromVotes(comparisons: readonly Comparison[], votes: readonly Vote[]): Preference[] {
  if (comparisons.length !== votes.length) {
    throw new AlignError(
      `preferencesFromVotes: ${votes.length} votes were found; ${comparisons.length}, one per comparison, were needed; pass 'tie' for those left open.`,
    );
  }
  return comparisons.flatMap(({ prompt, completions: [first, second] }, i) => {
    const vote = votes[i];
    if (vote !== 0 && vote !== 1 && vote !== 'tie') {
      throw new AlignError(
        `preferencesFromVotes: vote ${i} is ${String(vote)}; 0, 1 or 'tie' was needed; repair the list.`,
      );
    }
    if (vote === 'tie' || first.length === 0 || second.length === 0 || sameTokens(first, second)) return [];
    return [vote === 0 ? { prompt, chosen: first, rejected: second } : { prompt, chosen: second, rejected: first }];
  });
}

/** What a model can read; a `Gpt`'s config has it. */
export interface TokenLimits {
  readonly vocabSize: number;
  readonly blockSize: number;
}

/**
 * Checks preferences before a long run starts.
 *
 * @throws AlignError naming the first one that is empty, too long, has a token the model lacks, or prefers a text to itself
 */
export function checkPreferences(preferences: readonly Preference[], limits: TokenLimits): void {
  if (preferences.length === 0) {
    throw new AlignError('preferences: none were found; at least one was needed; collect votes first.');
  }
  preferences.forEach((preference, i) => {
    const problem = problemOf(preference, limits);
    if (problem) throw new AlignError(`preferences[${i}]: ${problem}; leave it out or repair it.`);
  });
}

/**
 * Checks prompts before a long run starts.
 *
 * @param room tokens that must be left for the completion
 * @throws AlignError naming the first one that is empty, too long, or has a token the model lacks
 */
export function checkPrompts(prompts: readonly TokenIds[], { vocabSize, blockSize }: TokenLimits, room: number): void {
  if (prompts.length === 0) {
    throw new AlignError(
      'prompts: none were found; at least one was needed; give the texts that the policy is to go on from.',
    );
  }
  const longest = blockSize - room;
  prompts.forEach((prompt, i) => {
    if (!(prompt.length >= 1 && prompt.length <= longest)) {
      throw new AlignError(
        `prompts[${i}]: ${prompt.length} tokens were found; 1 to ${longest} were needed, so that ${room} more fit into ` +
          `blockSize ${blockSize}; shorten the prompt or lower maxTokens.`,
      );
    }
    const unknown = unknownToken(prompt, vocabSize);
    if (unknown !== undefined) {
      throw new AlignError(
        `prompts[${i}]: token ${unknown} was found; 0 to ${vocabSize - 1} was needed; encode it with the model's tokenizer.`,
      );
    }
  });
}

/** True if two texts are the same token for token. */
export function sameTokens(a: TokenIds, b: TokenIds): boolean {
  return a.length === b.length && Array.from(a).every((token, t) => token === b[t]);
}

function problemOf(
  { prompt, chosen, rejected }: Preference,
  { vocabSize, blockSize }: TokenLimits,
): string | undefined {
  for (const [name, tokens] of Object.entries({ prompt, chosen, rejected })) {
    if (tokens.length === 0) return `${name} has no tokens; at least one was needed`;
    const unknown = unknownToken(tokens, vocabSize);
    if (unknown !== undefined) return `${name} has token ${unknown}; 0 to ${vocabSize - 1} was needed`;
  }
  const longest = prompt.length + Math.max(chosen.length, rejected.length);
  if (longest > blockSize) return `prompt and completion have ${longest} tokens; at most ${blockSize} were needed`;
  return sameTokens(chosen, rejected) ? 'chosen and rejected are the same; two different texts were needed' : undefined;
}

function unknownToken(tokens: TokenIds, vocabSize: number): number | undefined {
  return Array.from(tokens).find((token) => !(Number.isInteger(token) && token >= 0 && token < vocabSize));
}
