import { describe, expect, test } from 'vitest';
import maths from '../../test/fixtures/align/maths.json' with { type: 'json' };
import { gae, groupAdvantages, whiten } from './advantages.ts';

const closeTo = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 10);
  });
};

describe('gae', () => {
  test.each(maths.gae)('equals the direct sum over the future at γ = $gamma, λ = $lambda', (fixture) => {
    const { advantages, returns } = gae(fixture.rewards, fixture.values, fixture);
    closeTo(advantages, fixture.advantages);
    closeTo(returns, fixture.returns);
  });

  test('of a value that foresaw everything is 0', () => {
    closeTo(gae([1, 2, 3], [6, 5, 3]).advantages, [0, 0, 0]);
  });

  test('of nothing is nothing', () => {
    expect(gae([], []).advantages).toHaveLength(0);
  });

  test('refuses another number of values than rewards', () => {
    expect(() => gae([1, 2], [1])).toThrow(/gae: 1 values were found; 2, one per reward/);
  });
});

describe('whiten', () => {
  test('gives what PyTorch gives', () => {
    closeTo(whiten(maths.whiten.values), maths.whiten.whitened);
  });

  test('gives 0, not NaN, for equal values and for a single one', () => {
    expect([...whiten([3, 3, 3])]).toEqual([0, 0, 0]);
    expect([...whiten([3])]).toEqual([0]);
  });
});

describe('groupAdvantages', () => {
  test('gives what PyTorch gives, a group of equal rewards among it', () => {
    closeTo(groupAdvantages(maths.grpo.rewards, maths.grpo.groupSize), maths.grpo.advantages);
  });

  test('gives 0, not NaN, where all rewards of a group are equal', () => {
    expect([...groupAdvantages([2, 2, 2, 2], 4)]).toEqual([0, 0, 0, 0]);
  });

  test('refuses half a group', () => {
    expect(() => groupAdvantages([1, 2, 3], 2)).toThrow(/3 rewards were found; whole groups of 2/);
  });
});
