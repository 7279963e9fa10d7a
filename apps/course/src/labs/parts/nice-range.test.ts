import { describe, expect, it } from 'vitest';
import { niceRange } from './nice-range.ts';

describe('a range for a chart', () => {
  it('holds zero and all values between round ends', () => {
    expect(niceRange([0.3, 1.4])).toEqual({ low: 0, high: 1.5, ticks: [0, 0.5, 1, 1.5] });
    expect(niceRange([-1.06, 1.2])).toEqual({ low: -2, high: 2, ticks: [-2, -1, 0, 1, 2] });
  });

  it('is something to look at without values, and with one', () => {
    expect(niceRange([])).toMatchObject({ low: 0, high: 1 });
    expect(niceRange([0])).toMatchObject({ low: 0, high: 1 });
    expect(niceRange([-3])).toMatchObject({ low: -3, high: 0 });
  });
});
