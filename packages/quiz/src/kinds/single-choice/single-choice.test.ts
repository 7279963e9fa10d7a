import { expect, test } from 'vitest';
import { getSecret } from '../../../test/compiled.ts';
import { validate } from '../../form.ts';
import { score } from '../../score/index.ts';

const secret = getSecret('why-loss-starts-high', 'single-choice');
const idOf = (authoredId: string) => secret.key.options.find((option) => option.authoredId === authoredId)?.id ?? '';
const answer = (choice: unknown) => ({ kind: 'single-choice', choice });

test('the right option earns every point and its own remark', () => {
  expect(score(secret, answer(idOf('uniform')))).toEqual({
    verdict: 'right',
    score: 1,
    maxScore: 1,
    feedback: [
      { target: idOf('uniform'), tone: 'right', text: { zh: '对。ln 65 ≈ 4.17。', en: 'Yes: ln 65 is about 4.17.' } },
    ],
  });
});

test('a wrong option earns nothing and its own remark, not the right one', () => {
  expect(score(secret, answer(idOf('learned')))).toMatchObject({
    verdict: 'wrong',
    score: 0,
    maxScore: 1,
    feedback: [{ target: idOf('learned'), tone: 'wrong', text: { en: 'Then the loss would be lower.' } }],
  });
});

test.each([
  [answer(''), 'empty'],
  [answer('o0000000000'), 'unknown-option'],
  [answer('uniform'), 'unknown-option'],
  [answer('__proto__'), 'unknown-option'],
  [answer(3), 'wrong-shape'],
  [answer(['o1']), 'wrong-shape'],
  [{ kind: 'number', value: '1' }, 'wrong-shape'],
  [null, 'wrong-shape'],
  ['uniform', 'wrong-shape'],
])('%j is not graded: %s', (response, code) => {
  expect(score(secret, response)).toMatchObject({ verdict: 'ungraded', problem: { code }, maxScore: 1 });
});

test('validating keeps only the fields of the kind', () => {
  const choice = idOf('uniform');
  expect(validate(secret.public, { ...answer(choice), score: 99 })).toEqual({ ok: true, response: answer(choice) });
});
