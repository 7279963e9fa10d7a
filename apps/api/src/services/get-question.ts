/** Finds the question that a learner saw: today's, one of its variants, or the one this version meant when last served. */
import type { SecretQuestion } from '@glassbox/quiz/score';
import { findQuestionVersion } from '../db/question-versions.ts';
import { ApiError } from '../errors.ts';
import type { ServiceContext } from './service-context.ts';

interface ServedQuestion {
  lesson: string;
  questionId: string;
  questionVersion: string;
}

/** @throws ApiError 404 for an unknown lesson or question, 409 for a version that was never served from here. */
export async function getServedQuestion(
  { db, catalogue }: ServiceContext,
  { lesson, questionId, questionVersion }: ServedQuestion,
): Promise<SecretQuestion> {
  const variants = catalogue.variantsOf(lesson, questionId);
  const current = variants.find(({ version }) => version === questionVersion);
  if (current !== undefined) return current;
  const frozen = await findQuestionVersion(db, lesson, questionId, questionVersion);
  if (frozen !== undefined) return frozen;
  if (catalogue.findLesson(lesson) === undefined) {
    throw new ApiError(404, 'lesson-unknown', `There is no lesson "${lesson}".`, { field: 'lesson' });
  }
  if (variants.length === 0) {
    throw new ApiError(404, 'question-unknown', `Lesson "${lesson}" has no question "${questionId}".`, {
      field: 'questionId',
    });
  }
  throw new ApiError(
    409,
    'question-version-unknown',
    'This version of the question was never served from here. Load the lesson again and answer what it shows.',
    { field: 'questionVersion' },
  );
}
