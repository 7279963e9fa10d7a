/** How one more attempt changes where a learner stands with a question. Pure. */
import type { Verdict } from '@glassbox/quiz';
import type { AttemptRow } from '../db/attempts.ts';
import type { QuestionProgressRow } from '../db/question-progress.ts';

type CountedAttempt = Pick<
  AttemptRow,
  'id' | 'learnerId' | 'lesson' | 'questionId' | 'verdict' | 'score' | 'maxScore' | 'answeredAt'
>;

/**
 * Returns the standing after `attempt`. The best never falls: attempts at versions with different points compare by
 * the share of points earned. The best verdict is kept apart from the best score: a right answer stays right, also when
 * a later try could earn less than a partly right one had. The latest is the one answered last, even when an older one arrives later from a device
 * that was offline.
 */
export function advanceQuestion(before: QuestionProgressRow | undefined, attempt: CountedAttempt): QuestionProgressRow {
  const isBest =
    before === undefined || share(attempt.score, attempt.maxScore) > share(before.bestScore, before.bestMaxScore);
  const isLatest = before === undefined || attempt.answeredAt >= before.latestAnsweredAt;
  return {
    learnerId: attempt.learnerId,
    lesson: attempt.lesson,
    questionId: attempt.questionId,
    attemptCount: (before?.attemptCount ?? 0) + 1,
    latestAttemptId: isLatest ? attempt.id : before.latestAttemptId,
    latestAnsweredAt: isLatest ? attempt.answeredAt : before.latestAnsweredAt,
    bestVerdict: before === undefined ? attempt.verdict : betterVerdict(attempt.verdict, before.bestVerdict),
    bestScore: isBest ? attempt.score : before.bestScore,
    bestMaxScore: isBest ? attempt.maxScore : before.bestMaxScore,
  };
}

const VERDICTS: readonly Verdict[] = ['wrong', 'partly', 'right'];

export function betterVerdict(left: Verdict, right: Verdict): Verdict {
  return VERDICTS.indexOf(left) >= VERDICTS.indexOf(right) ? left : right;
}

/** The share of points earned, 0 to 1. */
export function share(score: number, maxScore: number): number {
  return maxScore > 0 ? score / maxScore : 0;
}
