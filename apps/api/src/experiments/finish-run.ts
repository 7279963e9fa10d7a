/** Ends a run: result, attempt and everything that hangs on it in one transaction, the uploaded bytes gone in the same. */
import { score } from '@glassbox/quiz/score';
import { insertAudit } from '../db/audit.ts';
import type { Database } from '../db/database.ts';
import { deleteFiles } from '../db/experiment-files.ts';
import { type ExperimentReason, type ExperimentRow, lockExperiment, updateExperiment } from '../db/experiments.ts';
import { lockLearner } from '../db/learners.ts';
import { findQuestionVersion } from '../db/question-versions.ts';
import { recordGraded } from '../services/record-graded.ts';

export type RunEnd =
  | { kind: 'measured'; metrics: Record<string, number> }
  | { kind: 'refused' | 'failed'; reason: ExperimentReason };

/** Writes the end of the try that `run` holds; does nothing when the run is no longer its. */
export async function finishRun(
  db: Database,
  { id, heldBy, learnerId }: ExperimentRow,
  end: RunEnd,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    // The learner first, as everywhere: two transactions that took the two the other way round would wait for ever.
    if (!(await lockLearner(tx, learnerId))) return;
    const run = await lockExperiment(tx, id);
    if (run?.state !== 'running' || run.heldBy !== heldBy) return;
    const result =
      end.kind === 'measured' ? await grade(tx, run, end.metrics, now) : { state: end.kind, reason: end.reason };
    await updateExperiment(tx, id, { ...result, heldBy: null, progress: 1, finishedAt: now });
    await deleteFiles(tx, id);
    await insertAudit(tx, { at: now, learnerId: run.learnerId, action: `experiment.${result.state}`, subject: id });
  });
}

async function grade(tx: Database, run: ExperimentRow, metrics: Record<string, number>, now: Date) {
  const { id, lesson, questionId, questionVersion } = run;
  const question = await findQuestionVersion(tx, lesson, questionId, questionVersion);
  if (question === undefined) throw new Error(`experiment ${id}: its question's version was never frozen`);
  const response = { kind: 'experiment', metrics } as const;
  const result = score(question, response);
  if (result.verdict === 'ungraded') throw new Error(`experiment ${id}: ${result.problem.text.en}`);
  const answeredAt = run.queuedAt ?? run.createdAt;
  const answer = { idempotencyKey: id, lesson, questionId, questionVersion, response, result, answeredAt, now };
  const attempt = await recordGraded(tx, run.learnerId, answer);
  return { state: 'graded', metrics, attemptId: attempt.id } as const;
}
