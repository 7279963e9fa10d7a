import { describe, expect, it } from 'vitest';
import type { GroupCounts } from './contract.ts';
import { choiceOfChange, firstChoices, isComplete, MINI_STEPS, partDone, readChoices, sharesOf } from './plan.ts';

const counts = (right: number, wrong: number, refused: number): GroupCounts[] => [
  { group: 'known', right, wrong, refused },
];

describe('choices', () => {
  it('survive, field by field', () => {
    const own = {
      ...firstChoices(),
      guess: 2,
      seed: 9,
      group: 'ambiguous',
      place: 3,
      own: '谁住在红岩',
      scale: 'short',
    };
    expect(readChoices(own)).toEqual(own);
    expect(readChoices({ ...own, group: 'all', place: -2, own: 7, scale: 'long' })).toEqual({
      ...own,
      group: 'withheld',
      place: 0,
      own: '',
      scale: 'full',
    });
    expect(readChoices('x')).toEqual(firstChoices());
  });

  it('keep a question of their own short', () => {
    expect([...readChoices({ own: '长'.repeat(99) }).own]).toHaveLength(20);
  });
});

describe('a survey', () => {
  it('has shares that add up to one, where anything was asked', () => {
    expect(sharesOf(counts(3, 1, 0), 'known')).toEqual({ right: 0.75, wrong: 0.25, refused: 0, total: 4 });
    expect(sharesOf(counts(3, 1, 0), 'withheld')).toBeUndefined();
    expect(sharesOf(undefined, 'known')).toBeUndefined();
  });

  it('answers the prediction once SFT and PPO were asked', () => {
    const change = (sft: GroupCounts[], ppo: GroupCounts[]) => choiceOfChange({ sft, ppo });
    expect(change(counts(5, 5, 0), counts(9, 1, 0))).toBe(0);
    expect(change(counts(20, 1, 0), counts(20, 0, 1))).toBe(1);
    expect(change(counts(9, 1, 0), counts(6, 0, 4))).toBe(2);
    expect(choiceOfChange({ sft: counts(1, 0, 0) })).toBeUndefined();
  });

  it('is complete when all three have spoken', () => {
    const one = counts(1, 0, 0);
    expect(isComplete({ pretrained: one, sft: one })).toBe(false);
    expect(isComplete({ pretrained: one, sft: one, ppo: one })).toBe(true);
  });
});

describe('the progress of a miniature', () => {
  it('goes from nothing to all of it and never back', () => {
    expect(partDone('full', undefined, 0)).toBe(0);
    expect(partDone('full', 'ppo', MINI_STEPS.full.ppo)).toBeCloseTo(1);
    expect(partDone('full', 'sft', 0)).toBeCloseTo(partDone('full', 'pretrained', MINI_STEPS.full.pretrained));
  });
});
