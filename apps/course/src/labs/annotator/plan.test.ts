import { describe, expect, it } from 'vitest';
import type { Pair } from './contract.ts';
import {
  agreementWith,
  type Ballot,
  choiceOfGap,
  comparedRuns,
  type FinishedRun,
  firstChoices,
  isIncomparable,
  nearestTaste,
  readBallot,
  readBallots,
  readChoices,
  readRuns,
  withBallot,
  withRun,
} from './plan.ts';

function pair(first: readonly [number, number], second: readonly [number, number]): Pair {
  return { prompt: 'p', texts: ['a', 'b'], points: { first, second, third: [0, 0] } };
}

const ballot: Ballot = {
  seed: 1,
  pairs: [pair([1, 0], [0, 1]), pair([0, 1], [2, 0]), pair([1, 1], [0, 1]), pair([3, 0], [1, 0])],
  votes: [1, 0, 'tie', 0],
};

function run(change: Partial<FinishedRun>): FinishedRun {
  const none = { method: 'ppo', beta: 0.1, steps: 48, seed: 1, stopped: false, rewardModel: 7, pulled: false } as const;
  const lists = { points: [], samplesBefore: [], samplesAfter: [] };
  return {
    ...none,
    before: { reward: 0, truth: 0 },
    after: { reward: 1, truth: 1, kl: 5, distinct: 1 },
    ...lists,
    ...change,
  };
}

describe('votes', () => {
  it('are compared with a taste where both say which is better', () => {
    expect(agreementWith('first', ballot)).toEqual({ right: 1, total: 3 });
    expect(agreementWith('second', ballot)).toEqual({ right: 3, total: 3 });
    expect(agreementWith('third', ballot)).toEqual({ right: 0, total: 0 });
  });

  it('point to the taste that agrees with most of them', () => {
    expect(nearestTaste(ballot)).toBe('second');
    expect(nearestTaste({ ...ballot, votes: [] })).toBe('first');
  });

  it('come back as they were kept, and not when something is damaged', () => {
    expect(readBallot(JSON.parse(JSON.stringify(ballot)))).toEqual(ballot);
    expect(readBallot({ ...ballot, pairs: [{ prompt: 'p' }] })).toBeUndefined();
    expect(readBallot({ ...ballot, votes: [0, 0, 0, 0, 0] })).toBeUndefined();
    expect(readBallot('x')).toBeUndefined();
  });

  it('stay with their seed while other pairs are shown', () => {
    const others: Ballot = { ...ballot, seed: 5, votes: [] };
    const shown = withBallot(withBallot([], ballot), others);
    expect(shown).toEqual([others, ballot]);
    const back = withBallot(shown, ballot);
    expect(back).toEqual([ballot]);
    expect(withBallot(back, { ...ballot, votes: [1] })).toEqual([{ ...ballot, votes: [1] }]);
  });

  it('are read of every seed, and as they were kept when there was one', () => {
    const two = [ballot, { ...ballot, seed: 5 }];
    expect(readBallots(JSON.parse(JSON.stringify(two)))).toEqual(two);
    expect(readBallots(JSON.parse(JSON.stringify(ballot)))).toEqual([ballot]);
    expect(readBallots([ballot, { seed: 2 }, 'x'])).toEqual([ballot]);
  });
});

describe('choices', () => {
  it('survive, field by field', () => {
    const own = { ...firstChoices(), guess: 2, seed: 7, taste: 'third', beta: 0.2, method: 'dpo' };
    expect(readChoices(own)).toEqual(own);
    expect(readChoices({ ...own, beta: 3, seed: -1, method: 'sarsa', extra: 7 })).toEqual({
      ...own,
      beta: firstChoices().beta,
      seed: 1,
      method: 'ppo',
      extra: firstChoices().extra,
    });
    expect(readChoices(undefined)).toEqual(firstChoices());
  });
});

describe('runs', () => {
  it('are compared when both were finished with the same seed and length', () => {
    const [leashed, free] = [run({}), run({ beta: 0 })];
    expect(comparedRuns([free, leashed])).toEqual({ leashed, free });
    expect(comparedRuns([free, run({ seed: 2 })])).toBeUndefined();
    expect(comparedRuns([free, run({ method: 'dpo' })])).toBeUndefined();
    expect(comparedRuns([run({ beta: 0, stopped: true }), leashed])).toBeUndefined();
  });

  it('are not compared when other reward models paid for them, or one moved its leash', () => {
    const [leashed, free] = [run({}), run({ beta: 0 })];
    const retrained = run({ beta: 0, rewardModel: 8 });
    expect(comparedRuns([retrained, leashed])).toBeUndefined();
    expect(comparedRuns([run({ rewardModel: 8 }), retrained, free, leashed])?.leashed.rewardModel).toBe(8);
    expect(comparedRuns([run({ beta: 0, pulled: true }), leashed])).toBeUndefined();
    expect(comparedRuns([free, run({ pulled: true })])).toBeUndefined();
    expect(
      [[retrained, leashed], [free, run({ beta: 0, pulled: true })], [free, leashed], [free]].map(isIncomparable),
    ).toEqual([true, true, false, false]);
  });

  it('of an older page are shown and never compared: nobody knows which reward model paid for them', () => {
    const { rewardModel: _, pulled: __, ...old } = run({});
    const read = readRuns(JSON.parse(JSON.stringify([{ ...old, beta: 0 }, old]))) ?? [];
    expect(read).toHaveLength(2);
    expect(comparedRuns(read)).toBeUndefined();
    expect(readRuns([{ ...old, rewardModel: 'mine' }])).toBeUndefined();
  });

  it('answer the prediction', () => {
    expect([choiceOfGap(1, 2), choiceOfGap(1, 1.2), choiceOfGap(1.4, -0.4)]).toEqual([0, 1, 2]);
  });

  it('are kept newest first, up to eight', () => {
    const many = Array.from({ length: 9 }).reduce<FinishedRun[]>((all, _, seed) => withRun(all, run({ seed })), []);
    expect(many.map(({ seed }) => seed)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(readRuns(JSON.parse(JSON.stringify(many)))).toEqual(many);
    expect(readRuns([{ method: 'ppo' }])).toBeUndefined();
  });
});
