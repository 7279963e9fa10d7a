/**
 * Two ways to score the same outputs. Exact match gives a point only if every character is right; the per-token score
 * gives a share of a point for each. If each of L characters is right with chance p, exact match is about p^L: flat
 * near 0 for small models, then steep, while p itself grows smoothly.
 *
 * @see Schaeffer et al. 2023, arXiv:2304.15004, section 2
 */
import { ConfigError } from '../foundations/errors.ts';

/** How good a set of outputs is, each number a mean over all of them. */
export interface OutputScores {
  /** Share of outputs that are the answer, character by character, and nothing else. */
  readonly exactMatch: number;
  /** Mean over outputs of the share of the answer's characters that stand at their place. */
  readonly tokenAccuracy: number;
  /** Mean edits (insert, delete, replace) from output to answer: the token edit distance of Schaeffer et al. */
  readonly editDistance: number;
  /** Mean of p^L: the exact match that independent errors at `tokenAccuracy` would give. */
  readonly independentExactMatch: number;
}

/**
 * Returns both scores, and two more, of the same outputs.
 *
 * @param outputs what the model wrote, one per answer
 * @throws ConfigError if there are not as many outputs as answers, or none
 */
export function scoreOutputs(outputs: readonly string[], answers: readonly string[]): OutputScores {
  if (outputs.length !== answers.length || answers.length === 0) {
    throw new ConfigError(
      `scoreOutputs: ${outputs.length} outputs and ${answers.length} answers were found; as many of each, at least ` +
        'one, were needed; pass one output per answer.',
      'outputs',
    );
  }
  const pairs = answers.map((answer, index) => ({ answer, output: outputs[index] ?? '' }));
  const tokenAccuracy = mean(pairs.map(({ output, answer }) => sharePlaced(output, answer)));
  return {
    exactMatch: mean(pairs.map(({ output, answer }) => (output === answer ? 1 : 0))),
    tokenAccuracy,
    editDistance: mean(pairs.map(({ output, answer }) => editDistance(output, answer))),
    independentExactMatch: mean(answers.map((answer) => tokenAccuracy ** answer.length)),
  };
}

/**
 * Returns the least number of insertions, deletions and replacements that turn one text into the other.
 *
 * @see Levenshtein 1966; Wagner & Fischer 1974
 */
export function editDistance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(above, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, at(above, column) + 1, at(current, column - 1) + 1));
    }
    above = current;
  }
  return at(above, to.length);
}

function sharePlaced(output: string, answer: string): number {
  if (answer.length === 0) return output.length === 0 ? 1 : 0;
  let right = 0;
  for (let place = 0; place < answer.length; place++) if (output[place] === answer[place]) right++;
  return right / answer.length;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}
