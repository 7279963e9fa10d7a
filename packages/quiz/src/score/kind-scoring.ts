/** How one kind of question is scored: `score.ts` of each kind exports one of these. Server only. */
import type { GradedResult } from '../question.ts';

export interface KindScoring<Secret, Response> {
  /** Scores a validated answer. Pure. */
  score(secret: Secret, response: Response): GradedResult;
  /** Returns an answer that earns every point. */
  right(secret: Secret): Response;
  /**
   * Returns every answer the form allows, each as likely as any other under pure guessing; `undefined` when there are
   * too many. Left out by kinds that are typed: guessing earns nothing there.
   */
  guesses?(secret: Secret): Response[] | undefined;
}
