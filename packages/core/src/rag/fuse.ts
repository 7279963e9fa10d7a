/** Two rankings become one without comparing their scores, which have nothing in common. */
import type { Scored } from './top-list.ts';

/** The value of the paper: how little the first places are worth more than those after them. */
const RANK_CONSTANT = 60;

/**
 * Returns the reciprocal rank fusion of some rankings: score(d) = Σᵣ 1/(k + rankᵣ(d)), ranks from 1; a text missing
 * from a ranking gets nothing from it.
 *
 * @param k default 60
 * @see Cormack, Clarke & Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning Methods"
 */
export function fuseRankings(rankings: readonly (readonly Scored[])[], k: number = RANK_CONSTANT): Scored[] {
  const scores = new Map<string, number>();
  for (const ranking of rankings) {
    for (const [index, { id }] of ranking.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (k + index + 1));
  }
  return Array.from(scores, ([id, score]) => ({ id, score })).sort(
    (a, b) => b.score - a.score || (a.id < b.id ? -1 : 1),
  );
}
