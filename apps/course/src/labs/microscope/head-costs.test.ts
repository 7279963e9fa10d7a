import { describe, expect, it } from 'vitest';
import { changedRows, choiceOfBits, worstHead } from './head-costs.ts';

describe('the tries of every head', () => {
  const costs = [
    { layer: 0, head: 0, bits: 5.5 },
    { layer: 0, head: 1, bits: 4.9 },
    { layer: 1, head: 0, bits: 6.25 },
  ];

  it('name the head that is missed most and count those that did harm', () => {
    expect(worstHead(costs, 5)).toEqual({ layer: 1, head: 0, more: 1.25, harmful: 1 });
  });

  it('say nothing before one was tried', () => {
    expect(worstHead([], 5)).toBeUndefined();
  });

  it.each([
    [0.19, 0],
    [0.2, 1],
    [0.99, 1],
    [1, 2],
    [-0.3, 0],
  ])('%d bits are choice %d', (bits, choice) => {
    expect(choiceOfBits(bits)).toBe(choice);
  });
});

it('a changed prediction shows what each token had before, where it is known', () => {
  const before = [
    { text: '霜', probability: 0.5 },
    { text: '月', probability: 0.2 },
  ];
  const now = [
    { text: '月', probability: 0.3 },
    { text: '花', probability: 0.1 },
  ];
  expect(changedRows(before, now)).toEqual([
    { text: '月', probability: 0.3, before: 0.2 },
    { text: '花', probability: 0.1 },
  ]);
});
