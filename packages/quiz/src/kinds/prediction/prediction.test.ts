import { expect, test } from 'vitest';
import { getSecret } from '../../../test/compiled.ts';
import { comparePrediction, score } from '../../score/index.ts';

const secret = getSecret('predict-final-loss', 'prediction');
const answer = (value: string) => ({ kind: 'prediction' as const, value });

test.each(['2', '1.9 nats', '９'])('"%s" earns every point for being made', (value) => {
  expect(score(secret, answer(value))).toMatchObject({ verdict: 'right', score: 1 });
});

test.each([
  ['2', 2.1, 'close'],
  ['2.2', 2, 'close'],
  ['2.5', 2, 'above'],
  ['1.5', 2, 'below'],
] as const)('a guess of %s where %d came out is told as %s', (value, measured, closeness) => {
  const comparison = comparePrediction(secret, answer(value), measured);
  expect(comparison).toMatchObject({ measured, closeness, feedback: { text: secret.key.feedback[closeness] } });
});

test('the public half names the lab, not what is measured nor the remarks', () => {
  expect(Object.keys(secret.public).sort()).toEqual(['id', 'kind', 'lab', 'points', 'prompt', 'unit', 'version']);
});

test.each([
  ['', 'empty'],
  ['low', 'unreadable-number'],
  ['2 apples', 'unreadable-number'],
])('"%s" is not read as a prediction: %s', (value, code) => {
  expect(score(secret, answer(value))).toMatchObject({ verdict: 'ungraded', problem: { code } });
});
