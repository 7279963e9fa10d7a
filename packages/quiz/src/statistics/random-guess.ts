/**
 * The score of a learner who knows nothing: the mean over every answer the form allows, each as likely as any other.
 * Moodle takes the mean of the options' grades for a single choice and 0 for typed answers; so do we. Where several
 * options or an order are asked for, Moodle gives none; here all answers are scored, partial credit included.
 */
import type { PublicQuestion } from '../quiz.ts';
import { type SecretQuestion, score } from '../score/index.ts';

/** Above this many possible answers nothing is computed; seven items in order make 5,040. */
const MAX_ANSWERS = 6_000;

/** Returns the mean share of the points, 0 to 1; `null` when the form has too many answers to score them all. */
export function randomGuessScore(secret: SecretQuestion): number | null {
  const answers = possibleAnswers(secret.public);
  if (answers === undefined) return null;
  if (answers.length === 0 || secret.public.points === 0) return 0;
  const points = answers
    .map((answer) => score(secret, answer))
    .map((result) => (result.verdict === 'ungraded' ? 0 : result.score));
  return points.reduce((sum, value) => sum + value, 0) / answers.length / secret.public.points;
}

/** Every answer the form can send; none for typed answers, `undefined` for too many. */
function possibleAnswers(question: PublicQuestion): object[] | undefined {
  switch (question.kind) {
    case 'single-choice':
      return question.options.map(({ id }) => ({ kind: question.kind, choice: id }));
    case 'multiple-choice':
      return subsets(idsOf(question.options))?.map((choices) => ({ kind: question.kind, choices }));
    case 'ordering':
      return permutations(idsOf(question.items))?.map((order) => ({ kind: question.kind, order }));
    default:
      return [];
  }
}

function idsOf(options: readonly { id: string }[]): string[] {
  return options.map(({ id }) => id);
}

/** Every choice of at least one. */
function subsets(ids: readonly string[]): string[][] | undefined {
  if (2 ** ids.length > MAX_ANSWERS) return undefined;
  return Array.from({ length: 2 ** ids.length - 1 }, (_, index) => ids.filter((_id, bit) => ((index + 1) >> bit) & 1));
}

function permutations(ids: readonly string[]): string[][] | undefined {
  const many = ids.reduce((product, _id, index) => product * (index + 1), 1);
  if (many > MAX_ANSWERS) return undefined;
  if (ids.length <= 1) return [[...ids]];
  return ids.flatMap((first) => (permutations(ids.filter((id) => id !== first)) ?? []).map((rest) => [first, ...rest]));
}
