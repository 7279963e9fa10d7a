import { expect, test } from 'vitest';
import { pairRows } from './bars.ts';

test('rows keep the model’s order, show both probabilities, and mark what was cut', () => {
  const plain = [
    { text: '风', probability: 0.5 },
    { text: '雨', probability: 0.3 },
    { text: '雪', probability: 0.2 },
  ];
  const shaped = [
    { text: '风', probability: 0.7 },
    { text: '雨', probability: 0.3 },
    { text: '雪', probability: 0 },
  ];
  const rows = pairRows({ plain, shaped, left: 2, plainBits: 1.5, shapedBits: 0.9 }, 3, { topK: 2 });
  expect(rows.map((row) => row.text)).toEqual(['风', '雨', '雪']);
  expect(rows[0]).toEqual({ text: '风', before: 0.5, probability: 0.7, cut: false });
  expect(rows[2]?.cut).toBe(true);
});

test('near temperature 0 nothing is struck out unless top-k or top-p cuts it', () => {
  const plain = [
    { text: '风', probability: 0.9 },
    { text: '雨', probability: 0.1 },
  ];
  const shaped = [
    { text: '风', probability: 1 },
    { text: '雨', probability: 0 },
  ];
  const pair = { plain, shaped, left: 2, plainBits: 0.5, shapedBits: 0 };
  expect(pairRows(pair, 2, {}).map(({ cut }) => cut)).toEqual([false, false]);
  expect(pairRows(pair, 2, { topP: 0.5 }).map(({ cut }) => cut)).toEqual([false, true]);
});
