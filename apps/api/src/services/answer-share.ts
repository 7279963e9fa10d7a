/** What an attempt says about knowledge, apart from its points. */
import type { AttemptRow } from '../db/attempts.ts';
import { share } from './question-standing.ts';

/** Returns the share of the answer that was right, 0 to 1: `score` without what hints and earlier tries took from it. */
export function answerShare({ score, maxScore, worth }: Pick<AttemptRow, 'score' | 'maxScore' | 'worth'>): number {
  return Math.min(share(score, maxScore * worth), 1);
}
