/** Hints: the text is given out when it is asked for, once and for all, and costs from then on. */
import { worthOf } from '@glassbox/quiz';
import { insertAudit } from '../db/audit.ts';
import { insertHint, listHintsTaken } from '../db/hints.ts';
import { findQuestionProgress } from '../db/question-progress.ts';
import { ApiError } from '../errors.ts';
import type { HintRequest, HintResult } from '../schemas/presentation.ts';
import { getServedQuestion } from './get-question.ts';
import { ownLearner } from './own-learner.ts';
import type { ServiceContext } from './service-context.ts';
import type { Services } from './services.ts';

export function hintService(context: ServiceContext): Services['hints'] {
  return {
    take: (learnerId, lesson, questionId, request) =>
      context.db.transaction((tx) => take({ ...context, db: tx }, learnerId, { lesson, questionId, ...request })),
  };
}

async function take(
  context: ServiceContext,
  learnerId: string,
  request: HintRequest & { lesson: string; questionId: string },
): Promise<HintResult> {
  const { db, now } = context;
  const { lesson, questionId, hint } = request;
  await ownLearner(db, learnerId);
  const question = await getServedQuestion(context, request);
  const hints = question.hints ?? [];
  if (hint >= hints.length) {
    throw new ApiError(404, 'hint-unknown', `Question "${questionId}" has ${hints.length} hints.`, { field: 'hint' });
  }
  const taken = (await listHintsTaken(db, learnerId, lesson)).filter((row) => row.questionId === questionId).length;
  if (hint > taken) {
    throw new ApiError(409, 'hint-out-of-order', `Hint ${taken} comes first; nothing was taken.`, { field: 'hint' });
  }
  if (hint === taken) {
    const takenAt = now();
    await insertHint(db, { learnerId, lesson, questionId, hint, takenAt });
    const subject = `${lesson}/${questionId}`;
    await insertAudit(db, { at: takenAt, learnerId, action: 'hint.taken', subject, detail: { hint } });
  }
  const given = Math.max(taken, hint + 1);
  const tries = (await findQuestionProgress(db, learnerId, lesson, questionId))?.attemptCount ?? 0;
  return { hints: hints.slice(0, given), worth: worthOf(question.public, { tries, hints: given }) };
}
