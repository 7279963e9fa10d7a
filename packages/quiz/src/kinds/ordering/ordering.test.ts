import fc from 'fast-check';
import { expect, test } from 'vitest';
import { getSecret } from '../../../test/compiled.ts';
import { score } from '../../score/index.ts';
import { longestCommonSubsequence } from './score.ts';

// Four items a, b, c, d; 3 points, so one point per item that follows on.
const secret = getSecret('one-training-step', 'ordering');
const idOf = (authoredId: string) => secret.key.order.find((item) => item.authoredId === authoredId)?.id ?? '';
const answer = (letters: string) => ({ kind: 'ordering', order: [...letters].map(idOf) });

test.each([
  ['abcd', 'right', 3, '对，就这样一遍一遍重复。'],
  ['bcda', 'partly', 2, '有一部分已经排对了。'],
  ['abdc', 'partly', 2, '有一部分已经排对了。'],
  ['badc', 'partly', 1, '有一部分已经排对了。'],
  ['dcba', 'wrong', 0, '先要有文字，才能预测。'],
])('"%s" is %s and earns %d of 3', (letters, verdict, points, zh) => {
  expect(score(secret, answer(letters))).toMatchObject({
    verdict,
    score: points,
    maxScore: 3,
    feedback: [{ text: { zh } }],
  });
});

test.each([
  [answer('abc'), 'incomplete'],
  [answer(''), 'incomplete'],
  [answer('abca'), 'repeated-option'],
  [{ kind: 'ordering', order: ['a', 'b', 'c', 'd'] }, 'unknown-option'],
  [{ kind: 'ordering', order: { 0: 'a' } }, 'wrong-shape'],
])('%j is not graded: %s', (response, code) => {
  expect(score(secret, response)).toMatchObject({ verdict: 'ungraded', problem: { code } });
});

test('the longest common subsequence of two orders is the longest one that a full search finds', () => {
  const order = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 7 });
  fc.assert(
    fc.property(order, order, (left, right) => {
      expect(longestCommonSubsequence(left, right)).toBe(longestByFullSearch(left, right));
    }),
  );
});

/** Tries every subset of `left`. */
function longestByFullSearch(left: string[], right: string[]): number {
  const subsets = Array.from({ length: 2 ** left.length }, (_, bits) => left.filter((__, i) => (bits >> i) & 1));
  const inOrder = (items: string[]) =>
    items.every((item, i) => i === 0 || right.indexOf(items[i - 1] ?? '') < right.indexOf(item));
  return Math.max(...subsets.filter(inOrder).map((items) => items.length));
}
