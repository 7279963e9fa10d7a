import type { SweepResults } from '@glassbox/core/emergence';
import { describe, expect, it } from 'vitest';
import { byNumber, choiceOfShare, firstChoices, type OwnPoint, reachedBySize, readChoices, withOwn } from './plan.ts';

const point = (size: string, seed: number, step: number, measures: Record<string, number>) => ({
  size,
  parameterCount: size === 'a' ? 10 : 20,
  seed,
  step,
  trainNats: 1,
  measures,
  seconds: 1,
});
const RESULTS = {
  settings: { sizes: [{ name: 'a' }, { name: 'b' }], seeds: [1, 2], steps: [5, 10] },
  points: [
    point('a', 1, 5, { exactMatch: 0.9 }),
    point('a', 1, 10, { exactMatch: 0.2, 'exactMatch.3': 0.1, 'exactMatch.2': 0.5 }),
    point('a', 2, 10, { exactMatch: 0.4, 'exactMatch.3': 0.3, 'exactMatch.2': 0.5 }),
    point('b', 1, 10, { exactMatch: 1 }),
    point('b', 2, 10, { exactMatch: 1 }),
  ],
} as unknown as SweepResults;

describe('what the sweeps say', () => {
  it('is one value per seed and their mean, by size, at the last step', () => {
    const [a, b] = reachedBySize(RESULTS, 'exactMatch');
    expect(a?.values.map(({ value }) => value)).toEqual([0.2, 0.4]);
    expect(a?.mean).toBeCloseTo(0.3);
    expect([b?.mean, b?.parameterCount]).toEqual([1, 20]);
  });

  it('is by number in rising order, with the standard error over seeds', () => {
    const one = { ...RESULTS, points: RESULTS.points.filter(({ size }) => size === 'a') };
    const [two, three] = byNumber(one, 'exactMatch');
    expect(two).toEqual({ x: 2, y: 0.5, error: 0 });
    expect([three?.x, three?.y.toFixed(3), three?.error.toFixed(3)]).toEqual([3, '0.200', '0.100']);
  });

  it.each([
    [0.01, 0],
    [0.1, 1],
    [0.52, 2],
    [0.99, 3],
  ])('a share of %f right digits is choice %i of the prediction', (share, choice) => {
    expect(choiceOfShare(share)).toBe(choice);
  });
});

describe('choices', () => {
  const mine: OwnPoint = { addition: 'addition', size: '1 × 16', seed: 7, whole: 0, digit: 0.5 };

  it('are the first ones for unknown JSON', () => {
    expect(readChoices({ ruler: 'inches', size: 'huge', own: [{ size: 'huge' }, 3] })).toEqual(firstChoices());
  });

  it('keep points of one’s own through JSON, one per task, size and seed', () => {
    const own = withOwn(withOwn([], mine), { ...mine, digit: 0.6 });
    expect(own).toEqual([{ ...mine, digit: 0.6 }]);
    expect(readChoices(JSON.parse(JSON.stringify({ ...firstChoices(), own }))).own).toEqual(own);
  });
});
