/**
 * Free text: its writer sees the model answer and the criteria after handing in, and says which of them are met. Share
 * of the points: points of the criteria met ÷ points of all. A text that nobody has assessed yet earns nothing.
 */
import type { Feedback, GradedResult, LocalText } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { SecretBase } from '../../score/secret-base.ts';
import type { FreeTextPublic, FreeTextResponse } from './public.ts';

export interface Criterion {
  id: string;
  authoredId: string;
  points: number;
  text: LocalText;
}

export interface FreeTextKey {
  modelAnswer: LocalText;
  criteria: Criterion[];
}
export type FreeTextSecret = SecretBase<FreeTextPublic, FreeTextKey>;

export const freeTextScoring: KindScoring<FreeTextSecret, FreeTextResponse> = {
  score: scoreFreeText,
  right: ({ public: { minLength }, key }) => ({
    kind: 'free-text',
    text: key.modelAnswer.zh.padEnd(minLength, '。'),
    met: key.criteria.map(({ id }) => id),
  }),
};

const NOT_ASSESSED: LocalText = { zh: '还没有自评。', en: 'Not assessed yet.' };

/** Scores a validated answer. IDs of criteria that are not there count for nothing. */
function scoreFreeText({ key, public: { points } }: FreeTextSecret, { met }: FreeTextResponse): GradedResult {
  if (met === undefined) return grade(0, points, [{ tone: 'hint', text: NOT_ASSESSED }]);
  const isMet = ({ id }: Criterion) => met.includes(id);
  const feedback = key.criteria.map((criterion): Feedback => {
    return { target: criterion.id, tone: isMet(criterion) ? 'right' : 'hint', text: criterion.text };
  });
  const { zh, en } = key.modelAnswer;
  feedback.push({ tone: 'hint', text: { zh: `参考答案：${zh}`, en: `Model answer: ${en}` } });
  return grade(sumPoints(key.criteria.filter(isMet)) / sumPoints(key.criteria), points, feedback);
}

function sumPoints(criteria: readonly Criterion[]): number {
  return criteria.reduce((sum, { points }) => sum + points, 0);
}
