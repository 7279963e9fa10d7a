import { expect, test } from 'vitest';
import { getSecret } from '../../../test/compiled.ts';
import { score } from '../../score/index.ts';

const secret = getSecret('name-the-loss', 'short-text');
const answer = (text: unknown) => ({ kind: 'short-text', text });

test.each([
  '交叉熵',
  '交叉熵损失。',
  '交叉 熵',
  '「交叉熵」',
  'Cross-Entropy',
  'cross entropy',
  'ＣＲＯＳＳ－ＥＮＴＲＯＰＹ　ｌｏｓｓ',
  ' cross–entropy. ',
])('"%s" is right', (typed) => {
  expect(score(secret, answer(typed))).toMatchObject({ verdict: 'right', score: 1, feedback: [{ tone: 'right' }] });
});

test.each(['熵', '交叉', 'entropy', 'crossentropyloss', 'not cross-entropy', '均方误差'])('"%s" is wrong', (typed) => {
  expect(score(secret, answer(typed))).toMatchObject({ verdict: 'wrong', score: 0, feedback: [{ tone: 'wrong' }] });
});

test.each([
  ['', 'empty'],
  ['　 。', 'empty'],
  ['a'.repeat(301), 'too-long'],
  [7, 'wrong-shape'],
  [undefined, 'wrong-shape'],
])('%j is not graded: %s', (text, code) => {
  expect(score(secret, answer(text))).toMatchObject({ verdict: 'ungraded', problem: { code } });
});
