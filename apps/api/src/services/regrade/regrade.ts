/**
 * Regrading: the one act that grades stored answers again, by today's key. It never happens by itself. `planRegrade`
 * only looks; `applyRegrade` writes, one transaction per learner, with audit rows and a notice to whoever was moved.
 */
import { randomUUID } from 'node:crypto';
import type { LocalText } from '@glassbox/quiz';
import type { SecretQuestion } from '@glassbox/quiz/score';
import type { AttemptRow } from '../../db/attempts.ts';
import { insertAudit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import { lockLearner } from '../../db/learners.ts';
import { findQuestionProgress, putQuestionProgress, type QuestionProgressRow } from '../../db/question-progress.ts';
import { freezeQuestions } from '../../db/question-versions.ts';
import { insertRegradeNotice } from '../../db/regrade-notices.ts';
import {
  insertRegrade,
  insertRegradedAttempt,
  listFrozenAttempts,
  listStandingsAt,
  updateAttemptGrade,
} from '../../db/regrades.ts';
import type { RegradeRules, Standstill } from './grade-anew.ts';
import { bestShare, isMoved, type LearnerPlan, planLearner } from './plan-learner.ts';

export interface RegradeQuestion {
  lesson: string;
  questionId: string;
  /** The question as it is today, with all its variants. */
  current: readonly SecretQuestion[];
}

/** What a regrading does to one question. */
export interface QuestionPlan {
  questionId: string;
  attempts: number;
  learners: number;
  /** Attempts that change, and those that stay by reason. */
  changed: number;
  stays: Partial<Record<Standstill, number>>;
  /** Learners whose best rises, falls, or stays although an attempt changed. */
  up: number;
  down: number;
  same: number;
  /** Change of the best score in points, over the learners who move. */
  delta: { least: number; mean: number; most: number };
  /** Learners with at least one attempt that changes. */
  learnerIds: string[];
}

export interface RegradeOrder extends RegradeRules {
  by: string;
  reason: LocalText;
  now: () => Date;
}

/** Returns what a regrading would do. Writes nothing. */
export async function planRegrade(db: Database, question: RegradeQuestion, rules: RegradeRules): Promise<QuestionPlan> {
  const { lesson, questionId, current } = question;
  const attempts = Map.groupBy(await listFrozenAttempts(db, lesson, questionId), ({ attempt }) => attempt.learnerId);
  const standings = await listStandingsAt(db, lesson, questionId);
  const plans = standings.map((before) => planLearner(attempts.get(before.learnerId) ?? [], before, current, rules));
  return summarise(questionId, plans);
}

/** Regrades one question for every learner it concerns and returns what was done. */
export async function applyRegrade(
  db: Database,
  question: RegradeQuestion,
  order: RegradeOrder,
): Promise<QuestionPlan> {
  const { lesson, questionId, current } = question;
  const { by, reason, mayLower, includeRewordings, now } = order;
  const { learnerIds } = await planRegrade(db, question, order);
  if (learnerIds.length === 0) return summarise(questionId, []);
  const regradeId = randomUUID();
  await db.transaction(async (tx) => {
    await freezeQuestions(
      tx,
      current.map((each) => ({ lesson, question: each })),
      now(),
    );
    await insertRegrade(tx, { id: regradeId, at: now(), by, reason, lesson, questionId, mayLower });
    await insertAudit(tx, {
      at: now(),
      action: 'regrade.ordered',
      subject: regradeId,
      detail: { by, reason, lesson, questionId, mayLower, includeRewordings, learners: learnerIds.length },
    });
  });
  const plans: LearnerPlan[] = [];
  for (const learnerId of learnerIds) {
    const plan = await db.transaction((tx) => regradeLearner(tx, regradeId, learnerId, question, order));
    if (plan !== undefined) plans.push(plan);
  }
  return summarise(questionId, plans);
}

/** Plans again inside the transaction: the learner may have answered, or been deleted, since. */
async function regradeLearner(
  tx: Database,
  regradeId: string,
  learnerId: string,
  { lesson, questionId, current }: RegradeQuestion,
  order: RegradeOrder,
): Promise<LearnerPlan | undefined> {
  if (!(await lockLearner(tx, learnerId))) return undefined;
  const before = await findQuestionProgress(tx, learnerId, lesson, questionId);
  if (before === undefined) return undefined;
  const plan = planLearner(await listFrozenAttempts(tx, lesson, questionId, learnerId), before, current, order);
  if (plan.changes.length === 0) return undefined;
  for (const { before: was, after } of plan.changes) {
    await updateAttemptGrade(tx, { id: was.id, ...after });
    await insertRegradedAttempt(tx, { regradeId, attemptId: was.id, before: gradeOf(was), after: gradeOf(after) });
  }
  for (const { id, bestScore } of plan.attempts) await updateAttemptGrade(tx, { id, bestScore });
  await putQuestionProgress(tx, plan.after);
  const at = order.now();
  await insertAudit(tx, {
    at,
    learnerId,
    action: 'regrade.applied',
    subject: regradeId,
    detail: {
      lesson,
      questionId,
      attempts: plan.changes.length,
      before: standing(before),
      after: standing(plan.after),
    },
  });
  if (isMoved(plan)) {
    const told = { before: standing(before), after: standing(plan.after) };
    await insertRegradeNotice(tx, { id: randomUUID(), regradeId, learnerId, ...told });
  }
  return plan;
}

function summarise(questionId: string, plans: readonly LearnerPlan[]): QuestionPlan {
  const stays: QuestionPlan['stays'] = {};
  for (const plan of plans)
    for (const [reason, count] of Object.entries(plan.stays) as [Standstill, number][])
      stays[reason] = (stays[reason] ?? 0) + count;
  const touched = plans.filter(({ changes }) => changes.length > 0);
  const moves = touched.map(({ before, after }) => bestShare(after) - bestShare(before));
  const deltas = touched.filter(isMoved).map(({ before, after }) => after.bestScore - before.bestScore);
  const count = (holds: (move: number) => boolean) => moves.filter(holds).length;
  return {
    questionId,
    attempts: plans.reduce((sum, { attempts }) => sum + attempts.length, 0),
    learners: plans.length,
    changed: touched.reduce((sum, { changes }) => sum + changes.length, 0),
    stays,
    up: count((move) => move > 0),
    down: count((move) => move < 0),
    same: count((move) => move === 0),
    delta: {
      least: deltas.length === 0 ? 0 : Math.min(...deltas),
      mean: deltas.length === 0 ? 0 : deltas.reduce((sum, delta) => sum + delta, 0) / deltas.length,
      most: deltas.length === 0 ? 0 : Math.max(...deltas),
    },
    learnerIds: touched.map(({ before }) => before.learnerId),
  };
}

function gradeOf(row: Pick<AttemptRow, 'questionFingerprint' | 'response' | 'verdict' | 'score' | 'maxScore'>) {
  const { questionFingerprint: fingerprint, response, verdict, score, maxScore } = row;
  return { fingerprint, response, verdict, score, maxScore };
}

function standing({ bestVerdict, bestScore, bestMaxScore }: QuestionProgressRow) {
  return { verdict: bestVerdict, score: bestScore, maxScore: bestMaxScore };
}
