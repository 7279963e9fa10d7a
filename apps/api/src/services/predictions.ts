/** Predictions beside what the learner's own run measured: the first finished run that arrived after the prediction. */
import { comparePrediction, type PredictionComparison } from '@glassbox/quiz/score';
import { listFinishedLabs } from '../db/activities.ts';
import type { AttemptRow } from '../db/attempts.ts';
import { findQuestionByFingerprint } from '../db/question-versions.ts';
import type { ServiceContext } from './service-context.ts';

/** Returns the comparison, or `undefined` when the answer is no prediction or no run has followed it yet. */
export async function comparisonOf(
  { db }: ServiceContext,
  { learnerId, lesson, questionId, questionFingerprint, response, receivedAt }: AttemptRow,
): Promise<PredictionComparison | undefined> {
  if (response.kind !== 'prediction') return undefined;
  const question = await findQuestionByFingerprint(db, lesson, questionId, questionFingerprint);
  if (question?.kind !== 'prediction') return undefined;
  const runs = await listFinishedLabs(db, learnerId, lesson, question.public.lab, receivedAt);
  const measured = runs.map(({ data }) => measureIn(data, question.key.measure)).find((value) => value !== undefined);
  return measured === undefined ? undefined : comparePrediction(question, response, measured);
}

/** What a lab reports comes from a browser: anything that is not a finite number is no measurement. */
function measureIn(data: unknown, name: string): number | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return undefined;
  const value: unknown = (data as Record<string, unknown>)[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
