import { expect, test } from 'vitest';
import { compile, getSecret } from '../../../test/compiled.ts';
import { score } from '../../score/index.ts';

// The statement is false; 2 points.
const secret = getSecret('zero-is-true', 'true-false');
const idOf = (authoredId: string) => secret.key.reasons.find((reason) => reason.authoredId === authoredId)?.id ?? '';
const answer = (verdict: unknown, reason: string) => ({ kind: 'true-false', verdict, reason: idOf(reason) || reason });

test.each([
  [false, 'likely', 'right', 2],
  [false, 'random', 'partly', 1],
  [false, 'small', 'partly', 1],
  [true, 'likely', 'wrong', 0],
  [true, 'random', 'wrong', 0],
])('the verdict %j because of "%s" is %s and earns %d of 2', (verdict, reason, result, points) => {
  expect(score(secret, answer(verdict, reason))).toMatchObject({ verdict: result, score: points, maxScore: 2 });
});

test('a right verdict gets its remark and that of the reason', () => {
  expect(score(secret, answer(false, 'random'))).toMatchObject({
    feedback: [
      { tone: 'right', text: { en: 'Your verdict is right.' } },
      { target: idOf('random'), tone: 'wrong', text: { en: 'No, at 0 it takes the likeliest one.' } },
    ],
  });
});

test('a wrong verdict does not tell which reason would be right', () => {
  const [likely, random] = ['likely', 'random'].map((reason) => score(secret, answer(true, reason)));
  expect(likely).toEqual(random);
});

test.each([
  [answer(null, 'likely'), 'incomplete'],
  [answer(false, ''), 'incomplete'],
  [answer(false, 'o0000000000'), 'unknown-option'],
  [answer('false', 'likely'), 'wrong-shape'],
  [{ kind: 'true-false', verdict: false }, 'wrong-shape'],
])('%j is not graded: %s', (response, code) => {
  expect(score(secret, response)).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

test('the public form does not depend on the verdict', () => {
  const yaml = (answerIs: boolean) => `questions:
  - id: q
    kind: true-false
    prompt: { zh: 说法, en: Statement }
    answer: ${answerIs}
    reasons:
      - { id: a, correct: true, text: { zh: 甲, en: A }, feedback: { zh: 评甲, en: on A } }
      - { id: b, text: { zh: 乙, en: B }, feedback: { zh: 评乙, en: on B } }
    feedback: { right: { zh: 对, en: Right }, wrong: { zh: 错, en: Wrong } }`;
  expect(compile(yaml(true)).public).toEqual(compile(yaml(false)).public);
  expect(Object.keys(compile(yaml(true)).public.questions[0] ?? {}).sort()).toEqual([
    'id',
    'kind',
    'points',
    'prompt',
    'reasons',
    'version',
  ]);
});
