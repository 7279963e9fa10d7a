/** One version of one question: which options were chosen, and the commonest answers. */
import type { Locale, LocalText, PublicQuestion } from '@glassbox/quiz';
import type { SecretQuestion } from '@glassbox/quiz/score';
import { optionCounts, randomGuessScore } from '@glassbox/quiz/statistics';
import { findQuestionVersion } from '../../db/question-versions.ts';
import { countFirstResponses, type ResponseCount } from '../../db/teach/first-responses.ts';
import { ApiError } from '../../errors.ts';
import type { QuestionDetail } from '../../schemas/teach.ts';
import type { ServiceContext } from '../service-context.ts';
import { READ_BY_PEOPLE } from './dashboards.ts';
import { getScope, type Instructor } from './instructor.ts';

const MAX_SHOWN = 25;

export interface QuestionPlace {
  lesson: string;
  questionId: string;
  /** Today's when absent. */
  version?: string | undefined;
  cohortId?: string | undefined;
}

export function questionDetailService(context: ServiceContext) {
  return async (instructor: Instructor, place: QuestionPlace): Promise<QuestionDetail> => {
    const question = await getVersion(context, place);
    const scope = await getScope(context.db, instructor, place.cohortId);
    const { lesson, questionId } = place;
    const counted = await countFirstResponses(context.db, scope, { lesson, questionId, version: question.version });
    const shown = READ_BY_PEOPLE.includes(question.kind) ? [] : merge(question.public, counted);
    return {
      lesson,
      questionId,
      kind: question.kind,
      version: question.version,
      prompt: question.public.prompt,
      points: question.public.points,
      randomGuess: randomGuessScore(question),
      n: counted.reduce((sum, { count }) => sum + count, 0),
      options: optionsOf(question, counted),
      responses: shown.slice(0, MAX_SHOWN),
      distinctResponses: shown.length,
    };
  };
}

/** Unlike grading, this reads versions that are gone. */
async function getVersion(
  { db, catalogue }: ServiceContext,
  { lesson, questionId, version }: QuestionPlace,
): Promise<SecretQuestion> {
  const current = catalogue.findQuestion(lesson, questionId);
  if (current !== undefined && (version === undefined || version === current.version)) return current;
  const frozen = version === undefined ? undefined : await findQuestionVersion(db, lesson, questionId, version);
  if (frozen !== undefined) return frozen;
  throw new ApiError(404, 'question-unknown', `Lesson "${lesson}" has no such version of "${questionId}".`);
}

function optionsOf(
  { public: question, key }: SecretQuestion,
  counted: readonly ResponseCount[],
): QuestionDetail['options'] {
  const counts = optionCounts(question, counted);
  if (counts === undefined || !('options' in question)) return null;
  const right = new Map('options' in key ? key.options.map(({ id, correct }) => [id, correct]) : []);
  return question.options.map(({ id, text }) => {
    const found = counts.find(({ option }) => option === id);
    return { id, text, right: right.get(id) ?? null, count: found?.count ?? 0, share: found?.share ?? 0 };
  });
}

/** Returns the answers as text, those that read alike counted together, the commonest first. */
function merge(question: PublicQuestion, counted: readonly ResponseCount[]): QuestionDetail['responses'] {
  const merged = Map.groupBy(counted, ({ response }) => labelOf(question, response, 'zh'));
  return [...merged]
    .map(([zh, rows]) => {
      const count = rows.reduce((sum, row) => sum + row.count, 0);
      const label = { zh, en: labelOf(question, rows[0]?.response, 'en') };
      return { label, count, share: rows.reduce((sum, row) => sum + row.share * row.count, 0) / count };
    })
    .sort((left, right) => right.count - left.count);
}

/** Option IDs become their texts, measured numbers carry their names; everything else stays as it was typed. */
function labelOf(question: PublicQuestion, response: unknown, locale: Locale): string {
  const texts = new Map<string, string>();
  JSON.stringify(question, (_key, part: unknown) => {
    if (isOption(part)) texts.set(part.id, part.text[locale]);
    return part;
  });
  const words: string[] = [];
  JSON.stringify(response, (key, part: unknown) => {
    if (key === 'kind') return undefined;
    if (typeof part === 'string') words.push(texts.get(part) ?? part.trim());
    if (typeof part === 'number' || typeof part === 'boolean')
      words.push(question.kind === 'experiment' ? `${key} ${part}` : String(part));
    return part;
  });
  return words.join(question.kind === 'ordering' ? ' → ' : ' · ');
}

function isOption(part: unknown): part is { id: string; text: LocalText } {
  if (typeof part !== 'object' || part === null || !('id' in part) || !('text' in part)) return false;
  return typeof part.id === 'string' && typeof part.text === 'object' && part.text !== null && 'zh' in part.text;
}
