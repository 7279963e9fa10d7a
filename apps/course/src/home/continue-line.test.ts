import { expect, test } from 'vitest';
import { candidatesAfter, draw, lineOf, otherShare, seededRandom, tokensOf } from './continue-line.ts';
import type { SuccessorTable } from './successors.ts';

const table: SuccessorTable = {
  pairs: 10,
  texts: 1,
  followers: {
    明: {
      top: [
        ['月', 6],
        ['日', 2],
      ],
      otherTokens: 2,
      otherCount: 2,
    },
  },
};

test('probabilities are shares of all followers, shown or not', () => {
  expect(candidatesAfter(table, '明')).toEqual([
    { token: '月', probability: 0.6 },
    { token: '日', probability: 0.2 },
  ]);
  expect(table.followers.明 && otherShare(table.followers.明)).toBeCloseTo(0.2);
  expect(candidatesAfter(table, '龘')).toEqual([]);
});

test('a draw lands on a candidate in proportion to its share', () => {
  const random = seededRandom(3);
  const draws = Array.from({ length: 4_000 }, () => draw(candidatesAfter(table, '明'), random()));
  expect(draws.filter((token) => token === '月').length / draws.length).toBeCloseTo(0.75, 1);
});

test('the same seed draws the same numbers, another seed others', () => {
  const [a, b, c] = [seededRandom(1), seededRandom(1), seededRandom(2)];
  const first = [a(), a(), a()];
  expect([b(), b(), b()]).toEqual(first);
  expect([c(), c(), c()]).not.toEqual(first);
});

test('English is read and written by word, Chinese by character', () => {
  expect(tokensOf('Thou art, my lord', true)).toEqual(['thou', 'art', ',', 'my', 'lord']);
  expect(lineOf(['thou', 'art', ',', 'my'], true)).toBe('thou art, my');
  expect(tokensOf('春 风', false)).toEqual(['春', '风']);
});
