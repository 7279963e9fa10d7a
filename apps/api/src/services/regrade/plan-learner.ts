/** What a regrading changes for one learner and one question: attempts, running best, standing. Pure. */
import type { SecretQuestion } from '@glassbox/quiz/score';
import type { AttemptRow } from '../../db/attempts.ts';
import type { QuestionProgressRow } from '../../db/question-progress.ts';
import type { FrozenAttempt } from '../../db/regrades.ts';
import { advanceQuestion, share } from '../question-standing.ts';
import { gradeAnew, type NewGrade, type RegradeRules, type Standstill } from './grade-anew.ts';

interface AttemptChange {
  before: AttemptRow;
  after: NewGrade;
}

export interface LearnerPlan {
  changes: AttemptChange[];
  /** How many attempts stay, by reason. */
  stays: Partial<Record<Standstill, number>>;
  /** Every attempt as it will be, the running best included. */
  attempts: AttemptRow[];
  before: QuestionProgressRow;
  after: QuestionProgressRow;
}

/**
 * Returns the plan for the attempts of one learner at one question, in the order of arrival. A best that the attempts
 * don't explain (an instructor gave it, or it came with a merge) is kept.
 */
export function planLearner(
  attempts: readonly FrozenAttempt[],
  before: QuestionProgressRow,
  current: readonly SecretQuestion[],
  rules: RegradeRules,
): LearnerPlan {
  const changes: AttemptChange[] = [];
  const stays: LearnerPlan['stays'] = {};
  const graded = attempts.map((frozen) => {
    const outcome = gradeAnew(frozen, current, rules);
    if ('stays' in outcome) {
      stays[outcome.stays] = (stays[outcome.stays] ?? 0) + 1;
      return frozen.attempt;
    }
    changes.push({ before: frozen.attempt, after: outcome.change });
    return { ...frozen.attempt, ...outcome.change };
  });
  const explained = replay(attempts.map(({ attempt }) => attempt)).at(-1);
  const standings = replay(graded);
  const last = standings.at(-1) ?? before;
  const isGiven = explained !== undefined && bestShare(before) > bestShare(explained);
  const keeps = (isGiven || !rules.mayLower) && bestShare(before) > bestShare(last);
  const { bestVerdict, bestScore, bestMaxScore } = before;
  return {
    changes,
    stays,
    attempts: graded.map((row, index) => ({ ...row, bestScore: standings[index]?.bestScore ?? row.bestScore })),
    before,
    after: keeps ? { ...last, bestVerdict, bestScore, bestMaxScore } : last,
  };
}

/** Whether the learner stands elsewhere afterwards. */
export function isMoved({ before, after }: Pick<LearnerPlan, 'before' | 'after'>): boolean {
  return (
    before.bestVerdict !== after.bestVerdict ||
    before.bestScore !== after.bestScore ||
    before.bestMaxScore !== after.bestMaxScore
  );
}

export function bestShare({ bestScore, bestMaxScore }: QuestionProgressRow): number {
  return share(bestScore, bestMaxScore);
}

/** The standing after each attempt. */
function replay(attempts: readonly AttemptRow[]): QuestionProgressRow[] {
  const standings: QuestionProgressRow[] = [];
  for (const attempt of attempts) standings.push(advanceQuestion(standings.at(-1), attempt));
  return standings;
}
