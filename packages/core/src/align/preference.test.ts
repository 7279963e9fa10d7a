import { describe, expect, test } from 'vitest';
import { simulateVotes } from './annotator.ts';
import { checkPreferences, checkPrompts, preferencesFromVotes } from './preference.ts';
import { ruleReward } from './reward.ts';
import { joinSequences, splitByLength } from './sequences.ts';

const LIMITS = { vocabSize: 10, blockSize: 6 };

describe('preferencesFromVotes', () => {
  test('keeps what was decided and leaves out ties, doubles and empty texts', () => {
    const comparisons = [
      { prompt: [1], completions: [[2], [3]] as const },
      { prompt: [1], completions: [[4], [5]] as const },
      { prompt: [1], completions: [[6], [7]] as const },
      { prompt: [1], completions: [[8], [8]] as const },
      { prompt: [1], completions: [[], [9]] as const },
    ];
    expect(preferencesFromVotes(comparisons, [0, 1, 'tie', 0, 1])).toEqual([
      { prompt: [1], chosen: [2], rejected: [3] },
      { prompt: [1], chosen: [5], rejected: [4] },
    ]);
  });

  test('refuses a vote for a third one', () => {
    expect(() => preferencesFromVotes([{ prompt: [1], completions: [[2], [3]] }], [2 as never])).toThrow(/vote 0 is 2/);
  });

  test('refuses fewer votes than comparisons', () => {
    expect(() => preferencesFromVotes([{ prompt: [1], completions: [[2], [3]] }], [])).toThrow(/0 votes .* 1, one per/);
  });
});

describe('checkPreferences', () => {
  const wrong: readonly [string, object, RegExp][] = [
    [
      'a text preferred to itself',
      { prompt: [1], chosen: [2], rejected: [2] },
      /\[0\]: chosen and rejected are the same/,
    ],
    ['an empty prompt', { prompt: [], chosen: [2], rejected: [3] }, /prompt has no tokens/],
    ['an empty completion', { prompt: [1], chosen: [], rejected: [3] }, /chosen has no tokens/],
    ['a token the model lacks', { prompt: [1], chosen: [2], rejected: [10] }, /rejected has token 10; 0 to 9/],
    [
      'a text longer than blockSize',
      { prompt: [1, 1, 1], chosen: [2], rejected: [3, 3, 3, 3] },
      /have 7 tokens; at most 6/,
    ],
  ];
  test.each(wrong)('refuses %s', (_, preference, message) => {
    expect(() => checkPreferences([preference as never], LIMITS)).toThrow(message);
  });

  test('refuses an empty list', () => {
    expect(() => checkPreferences([], LIMITS)).toThrow(/none were found/);
  });
});

describe('checkPrompts', () => {
  test('leaves room for the completion', () => {
    expect(() => checkPrompts([[1, 2, 3]], LIMITS, 4)).toThrow(
      /3 tokens were found; 1 to 2 were needed, so that 4 more fit/,
    );
    expect(() => checkPrompts([[1, 2]], LIMITS, 4)).not.toThrow();
  });
});

describe('simulateVotes', () => {
  const reward = ruleReward((_, completion) => completion[0] ?? 0);
  const comparisons = Array.from({ length: 4000 }, () => ({ prompt: [1], completions: [[1], [0]] as const }));

  test('is never wrong without noise, and calls equal rewards a tie', async () => {
    const asked = [...comparisons.slice(0, 3), { prompt: [1], completions: [[2], [2]] as const }];
    expect(await simulateVotes(reward, asked, { seed: 1 })).toEqual([0, 0, 0, 'tie']);
  });

  test('prefers the better one in 73 of 100 votes where the difference equals the noise', async () => {
    const votes = await simulateVotes(reward, comparisons, { seed: 1, noise: 1 });
    const share = votes.filter((vote) => vote === 0).length / votes.length;
    const expected = 1 / (1 + Math.exp(-1));
    expect(Math.abs(share - expected)).toBeLessThan(3 * Math.sqrt((expected * (1 - expected)) / votes.length));
  });

  test('refuses a reward of NaN', async () => {
    await expect(
      simulateVotes(
        ruleReward(() => Number.NaN),
        comparisons,
        { seed: 1 },
      ),
    ).rejects.toThrow(/scores NaN/);
  });
});

describe('joinSequences', () => {
  test('puts completions behind their prompts and points at the states that foresee them', () => {
    const { inputs, shape, rows, targets, ends } = joinSequences([[1, 2], [3]], [[4], [5, 6]], 8);
    expect(shape).toEqual([2, 3]);
    expect([...inputs]).toEqual([1, 2, 4, 3, 5, 6]);
    expect([...rows]).toEqual([1, 3, 4]);
    expect([...targets]).toEqual([4, 5, 6]);
    expect([...ends]).toEqual([2, 5]);
    expect(splitByLength([0.5, 0.25, 0.125], [1, 2]).map((part) => [...part])).toEqual([[0.5], [0.25, 0.125]]);
  });

  test('refuses a completion without tokens and a pair beyond blockSize', () => {
    expect(() => joinSequences([[1]], [[]], 8)).toThrow(/pair 0 has a prompt of 1 and a completion of 0 tokens/);
    expect(() => joinSequences([[1, 2, 3]], [[4, 5]], 4)).toThrow(/at most 4 together/);
    expect(() => joinSequences([], [], 4)).toThrow(/0 prompts/);
  });
});
