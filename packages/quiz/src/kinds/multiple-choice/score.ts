/**
 * Multiple choice with partial credit. `share = ticked right / all right − ticked wrong / all wrong`, at least 0:
 * ticking everything earns nothing. Remarks go to the options that were ticked, so that a second try is still worth
 * something.
 */
import type { Feedback, GradedResult } from '../../question.ts';
import { grade } from '../../score/grade.ts';
import { allSubsets } from '../../score/guesses.ts';
import type { KindScoring } from '../../score/kind-scoring.ts';
import type { ChoiceKey, OptionKey, SecretBase } from '../../score/secret-base.ts';
import type { MultipleChoicePublic, MultipleChoiceResponse } from './public.ts';

export type MultipleChoiceSecret = SecretBase<MultipleChoicePublic, ChoiceKey>;

export const multipleChoiceScoring: KindScoring<MultipleChoiceSecret, MultipleChoiceResponse> = {
  score: scoreMultipleChoice,
  right: rightMultipleChoice,
  guesses: ({ public: { options } }) =>
    allSubsets(options.map(({ id }) => id))?.map((choices) => ({ kind: 'multiple-choice', choices })),
};

/** Scores a validated answer. */
function scoreMultipleChoice(secret: MultipleChoiceSecret, { choices }: MultipleChoiceResponse): GradedResult {
  const { options } = secret.key;
  // In the order of the answer, not of the key: remarks must not tell how the author ordered the options.
  const ticked = choices.flatMap((choice) => options.filter(({ id }) => id === choice));
  const [rightTicked, rightCount] = [countRight(ticked), countRight(options)];
  const [wrongTicked, wrongCount] = [ticked.length - rightTicked, options.length - rightCount];
  const share = rightTicked / rightCount - (wrongCount === 0 ? 0 : wrongTicked / wrongCount);
  const feedback = ticked.map(remark);
  if (rightTicked < rightCount) feedback.push(somethingMissing);
  return grade(share, secret.public.points, feedback);
}

/** Returns the answer that earns every point. */
function rightMultipleChoice({ key }: MultipleChoiceSecret): MultipleChoiceResponse {
  return { kind: 'multiple-choice', choices: key.options.filter(({ correct }) => correct).map(({ id }) => id) };
}

const somethingMissing: Feedback = {
  tone: 'hint',
  text: { zh: '还有该选的没有选上。', en: 'Something that belongs here is not ticked yet.' },
};

function countRight(options: OptionKey[]): number {
  return options.filter(({ correct }) => correct).length;
}

function remark({ id, correct, feedback }: OptionKey): Feedback {
  return { target: id, tone: correct ? 'right' : 'wrong', text: feedback };
}
