import { expect, test } from 'vitest';
import { pairedDifference } from './paired-difference.ts';

test('36 both, 12 one, 2 the other: the interval printed in Newcombe’s paper', () => {
  const { difference, low, high } = pairedDifference({ both: 36, onlyFirst: 2, onlySecond: 12, neither: 0 });
  expect(difference).toBeCloseTo(0.2, 12);
  expect(low).toBeCloseTo(0.0569, 3);
  expect(high).toBeCloseTo(0.3404, 3);
});

test('two systems that are always alike differ by nothing, and ten cases prove little', () => {
  const { difference, low, high } = pairedDifference({ both: 10, onlyFirst: 0, onlySecond: 0, neither: 0 });
  expect(difference).toBe(0);
  expect(low).toBeLessThan(-0.2);
  expect(high).toBeGreaterThan(0.2);
});

test('changing the two systems round turns the interval round', () => {
  const one = pairedDifference({ both: 20, onlyFirst: 3, onlySecond: 9, neither: 8 });
  const other = pairedDifference({ both: 20, onlyFirst: 9, onlySecond: 3, neither: 8 });
  expect(one.low).toBeCloseTo(-other.high, 12);
  expect(one.high).toBeCloseTo(-other.low, 12);
});
