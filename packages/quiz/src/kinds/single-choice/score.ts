/** Single choice: all or nothing, with the remark of the option that was chosen. */
import type { GradedResult } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { ChoiceKey, SecretBase } from '../../score/secret-base.ts';
import type { SingleChoicePublic, SingleChoiceResponse } from './public.ts';

export type SingleChoiceSecret = SecretBase<SingleChoicePublic, ChoiceKey>;

export const singleChoiceScoring: KindScoring<SingleChoiceSecret, SingleChoiceResponse> = {
  score: scoreSingleChoice,
  right: rightSingleChoice,
  guesses: ({ public: { options } }) => options.map(({ id }) => ({ kind: 'single-choice', choice: id })),
};

/** Scores a validated answer. */
function scoreSingleChoice(secret: SingleChoiceSecret, { choice }: SingleChoiceResponse): GradedResult {
  const option = secret.key.options.find(({ id }) => id === choice);
  const right = option?.correct === true;
  const feedback = option ? [{ target: option.id, tone: tone(right), text: option.feedback }] : [];
  return grade(right ? 1 : 0, secret.public.points, feedback);
}

/** Returns the answer that earns every point. */
function rightSingleChoice({ key }: SingleChoiceSecret): SingleChoiceResponse {
  return { kind: 'single-choice', choice: key.options.find((option) => option.correct)?.id ?? '' };
}

function tone(right: boolean): 'right' | 'wrong' {
  return right ? 'right' : 'wrong';
}
