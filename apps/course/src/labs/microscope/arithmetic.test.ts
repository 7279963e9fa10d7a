import { describe, expect, it } from 'vitest';
import { formatFor } from '../parts/format.ts';
import { farthestFromZero, productText, sumText } from './arithmetic.ts';

const format = formatFor('zh');

describe('numbers written out', () => {
  it('are added and taken away', () => {
    expect(sumText(format, [0.314, 0.02, -0.05], 2)).toBe('0.31 + 0.02 − 0.05');
    expect(sumText(format, [-1, -2], 0)).toBe('−1 − 2');
  });

  it('have no sign where they round to nothing', () => {
    expect(sumText(format, [-0.001, -0.001], 2)).toBe('0.00 + 0.00');
    expect(productText(format, 1, -0.001, 2)).toBe('1.00 × 0.00');
  });

  it('stand in brackets where a minus follows a sign', () => {
    expect(productText(format, 1.2, -0.85, 2)).toBe('1.20 × (−0.85)');
    expect(productText(format, -1.2, 0.85, 2)).toBe('−1.20 × 0.85');
  });
});

it('the number farthest from zero is found on either side of it', () => {
  expect(farthestFromZero([0.5, -2, 1.9])).toBe(1);
  expect(farthestFromZero([])).toBe(0);
});
