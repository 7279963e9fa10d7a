import { expect, test } from 'vitest';
import { getSecret } from '../../../test/compiled.ts';
import { score } from '../../score/index.ts';

const secret = getSecret('explain-temperature', 'free-text');
const [draw, truth] = secret.key.criteria;
const text = '温度只管怎么抽，概率没变；最可能的说法也不一定是真的，要核对。';
const answer = (met?: unknown) => ({ kind: 'free-text', text, ...(met !== undefined && { met }) });

test('the writer’s own assessment gives the points of the criteria met', () => {
  expect(score(secret, answer([draw?.id, truth?.id]))).toMatchObject({ verdict: 'right', score: 3 });
  expect(score(secret, answer([truth?.id]))).toMatchObject({ verdict: 'partly', score: 2 });
  expect(score(secret, answer([]))).toMatchObject({ verdict: 'wrong', score: 0 });
});

test('the remarks are the criteria, met ones marked right, and the model answer to keep', () => {
  const result = score(secret, answer([truth?.id]));
  expect(result).toMatchObject({
    feedback: [
      { target: draw?.id, tone: 'hint' },
      { target: truth?.id, tone: 'right' },
      { tone: 'hint', text: { en: expect.stringContaining(secret.key.modelAnswer.en) } },
    ],
  });
});

test('a text that nobody assessed earns nothing, a made-up criterion neither', () => {
  expect(score(secret, answer())).toMatchObject({ verdict: 'wrong', score: 0 });
  expect(score(secret, answer(['o0000000000']))).toMatchObject({ score: 0 });
});

test('the public half tells neither model answer nor criteria', () => {
  expect(Object.keys(secret.public).sort()).toEqual(['id', 'kind', 'minLength', 'points', 'prompt', 'version']);
});

test.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['太短了', 'too-short'],
  ['x'.repeat(4001), 'too-long'],
  [7, 'wrong-shape'],
])('%j is not read as an answer: %s', (typed, code) => {
  expect(score(secret, { kind: 'free-text', text: typed })).toMatchObject({ verdict: 'ungraded', problem: { code } });
});
