/**
 * The score of a learner who knows nothing: the mean over every answer the form allows, each as likely as any other.
 * Moodle takes the mean of the options' grades for a single choice and 0 for typed answers; so do we. Where several
 * options or an order are asked for, Moodle gives none; here all answers are scored, partial credit included.
 */
import { scorings } from '../generated/scorings.ts';
import type { QuestionKind, QuestionResponse, ResponseOf } from '../quiz.ts';
import { type SecretQuestion, score } from '../score/index.ts';
import type { KindScoring } from '../score/kind-scoring.ts';
import type { SecretOf } from '../score/secret.ts';

/** Returns the mean share of the points, 0 to 1; `null` when the form has too many answers to score them all. */
export function randomGuessScore(secret: SecretQuestion): number | null {
  if (getScoring(secret.kind).guesses === undefined || secret.public.points === 0) return 0;
  const answers = possibleAnswers(secret);
  if (answers === undefined || answers.length === 0) return null;
  const points = answers.map((answer) => score(secret, answer));
  const sum = points.reduce((total, result) => total + (result.verdict === 'ungraded' ? 0 : result.score), 0);
  return sum / answers.length / secret.public.points;
}

/** Returns every answer the form allows; `undefined` for typed answers and where there are too many. */
export function possibleAnswers(secret: SecretQuestion): QuestionResponse[] | undefined {
  return getScoring(secret.kind).guesses?.(secret);
}

function getScoring<Kind extends QuestionKind>(kind: Kind): KindScoring<SecretOf<Kind>, ResponseOf<Kind>> {
  return scorings[kind];
}
