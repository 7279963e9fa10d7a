import { createRandom } from '@glassbox/kernels/random';
import { describe, expect, it } from 'vitest';
import { ACTIONS, createGridWorld, type GridWorldOptions } from './grid-world.ts';
import { qLearning } from './q-learning.ts';
import { discountedReturns, policyGradient, policyOf, reinforce } from './reinforce.ts';
import { greedyPolicy, type ValueSnapshot, valueIteration } from './value-iteration.ts';

/** Russell & Norvig, Artificial Intelligence, figure 17.1: 3 × 4, one wall, +1 and −1. */
const CLASSIC: GridWorldOptions = { map: ['...G', '.#.X', 'S...'], slip: 0.2, rewards: { step: -0.04 } };
const [UP, RIGHT] = [0, 1];

function solve(options: GridWorldOptions, discount: number): ValueSnapshot {
  const last = [...valueIteration(createGridWorld(options), { discount })].at(-1);
  if (!last) throw new Error('no round');
  return last;
}

describe('createGridWorld', () => {
  it('moves as meant, bumps into walls and edges, and slips to both sides equally', () => {
    const world = createGridWorld(CLASSIC);
    const outcomes = world
      .outcomes(world.start, UP)
      .map(({ nextState, probability, tile }) => [nextState, probability, tile]);
    expect(outcomes).toEqual([
      [4, 0.8, '.'],
      [8, 0.1, 'S'], // the edge
      [9, 0.1, '.'],
    ]);
    expect(world.outcomes(9, UP)[0]?.nextState).toBe(9); // the wall
  });

  it('pays and ends at goals and hazards, and draws outcomes with their probabilities', () => {
    const world = createGridWorld(CLASSIC);
    const [goal] = world.outcomes(2, RIGHT);
    expect(goal).toMatchObject({ tile: 'G', done: true });
    expect(goal?.reward).toBeCloseTo(0.96, 12);
    expect(world.outcomes(6, RIGHT)[0]?.reward).toBeCloseTo(-1.04, 12);
    const random = createRandom(1);
    const up = Array.from({ length: 10_000 }, () => world.step(8, UP, random)).filter(
      ({ nextState }) => nextState === 4,
    );
    expect(Math.abs(up.length / 10_000 - 0.8)).toBeLessThan(0.02);
  });

  it.each([
    ['no start', { map: ['.G'] }, 'map'],
    ['two starts', { map: ['SS'] }, 'map'],
    ['a ragged map', { map: ['S.', 'G'] }, 'map'],
    ['an unknown tile', { map: ['S?'] }, 'map'],
    ['nothing', { map: [] }, 'map'],
    ['slip above 1', { map: ['SG'], slip: 1.5 }, 'slip'],
  ])('refuses %s', (_, options, field) => {
    expect(() => createGridWorld(options)).toThrow(expect.objectContaining({ code: 'config', field }));
  });

  it('refuses a reward that is no number', () => {
    const world = createGridWorld({ map: ['SG'], reward: () => Number.NaN });
    expect(() => world.outcomes(0, RIGHT)).toThrow(/reward .* is NaN/);
  });
});

describe('valueIteration', () => {
  it('gives the published utilities of the 3 × 4 world', () => {
    // Russell & Norvig, figure 17.3, with discount 1; 0.9999 is as near as a finite horizon of rounding allows
    const { values } = solve(CLASSIC, 0.9999);
    const published = { 0: 0.812, 1: 0.868, 2: 0.918, 4: 0.762, 6: 0.66, 8: 0.705, 9: 0.655, 10: 0.611, 11: 0.388 };
    for (const [state, utility] of Object.entries(published)) {
      expect(Math.abs((values[Number(state)] ?? 0) - utility)).toBeLessThan(2e-3);
    }
  });

  it('satisfies Bellman’s equation', () => {
    const { values, actionValues } = solve(CLASSIC, 0.9);
    const world = createGridWorld(CLASSIC);
    const expected = world
      .outcomes(8, UP)
      .reduce(
        (sum, { probability, reward, nextState }) => sum + probability * (reward + 0.9 * (values[nextState] ?? 0)),
        0,
      );
    expect(actionValues[8 * ACTIONS.length + UP]).toBeCloseTo(expected, 9);
  });
});

describe('qLearning', () => {
  const options = { map: ['S..', '.#.', '..G'] };

  it('finds the optimal values of a world without chance', () => {
    const world = createGridWorld(options);
    const last = [
      ...qLearning(world, { episodes: 600, seed: 1, discount: 0.9, exploration: 1, explorationDecay: 1 }),
    ].at(-1);
    const { actionValues } = solve(options, 0.9);
    for (let i = 0; i < actionValues.length; i++) {
      expect(Math.abs((last?.actionValues[i] ?? Number.NaN) - (actionValues[i] ?? 0))).toBeLessThan(1e-6);
    }
  });

  it('makes exactly the update of the paper, and leaves earlier tables as they were', () => {
    const world = createGridWorld(options);
    let before = new Float64Array(world.states * 4);
    for (const { outcome, actionValues, tdError } of qLearning(world, {
      episodes: 5,
      seed: 2,
      stepSize: 0.5,
      discount: 0.9,
    })) {
      const next = before.subarray(outcome.nextState * 4, outcome.nextState * 4 + 4);
      const place = outcome.state * 4 + outcome.action;
      const target = outcome.reward + (outcome.done ? 0 : 0.9 * Math.max(...next));
      expect(tdError).toBeCloseTo(target - (before[place] ?? 0), 12);
      const expected = before.slice();
      expected[place] = (before[place] ?? 0) + 0.5 * tdError;
      expect(actionValues).toEqual(expected);
      before = actionValues.slice();
    }
  });

  it('games a bait that pays on every visit: it circles and never reaches the goal', () => {
    const world = createGridWorld({ map: ['SB.G'], rewards: { bait: 0.5 } });
    const steps = [...qLearning(world, { episodes: 100, seed: 1, maxMoves: 30 })];
    const last = steps.filter(({ episode }) => episode === 100);
    expect(last.length).toBe(30);
    expect(last.filter(({ outcome }) => outcome.tile === 'B').length).toBeGreaterThan(10);
    expect(last.at(-1)?.outcome.done).toBe(false);
  });

  it('lets the share of random moves fall', () => {
    const steps = [
      ...qLearning(createGridWorld(options), { episodes: 3, seed: 1, exploration: 0.4, explorationDecay: 0.5 }),
    ];
    expect([...new Set(steps.map(({ exploration }) => exploration))]).toEqual([0.4, 0.2, 0.1]);
    expect(() => [...qLearning(createGridWorld(options), { episodes: 1, seed: 1, stepSize: 2 })]).toThrow(/stepSize/);
  });
});

describe('reinforce', () => {
  it('learns to go to the goal and around the hazard', () => {
    const world = createGridWorld({ map: ['S.G', '.X.', '...'] });
    const episodes = [...reinforce(world, { episodes: 400, seed: 1 })];
    const mean = (part: typeof episodes) =>
      part.reduce((sum, { episodeReward }) => sum + episodeReward, 0) / part.length;
    expect(mean(episodes.slice(0, 50))).toBeLessThan(0.5);
    expect(mean(episodes.slice(-50))).toBeGreaterThan(0.8);
    const last = episodes.at(-1);
    if (last) expect(greedyPolicy(last.policy)[world.start]).toBe(RIGHT);
  });

  it('has, averaged over all episodes, the gradient of the expected return, with a baseline too', () => {
    // Two moves in a corridor: every action sequence is enumerated, so nothing is left to chance.
    const world = createGridWorld({ map: ['.S.'], reward: ({ action, nextState }) => action * 0.3 + nextState });
    const preferences = Float64Array.from({ length: 12 }, (_, i) => Math.sin(i));
    const discount = 0.8;
    const baseline = [0.7, -0.2, 1.1];
    const enumerate = (theta: Float64Array) => {
      const policy = policyOf(theta);
      return [0, 1, 2, 3].flatMap((first) => {
        const [one] = world.outcomes(1, first);
        if (!one) return [];
        return [0, 1, 2, 3].flatMap((second) => {
          const [two] = world.outcomes(one.nextState, second);
          if (!two) return [];
          const chance = (policy[4 + first] ?? 0) * (policy[one.nextState * 4 + second] ?? 0);
          return [{ outcomes: [one, two], chance }];
        });
      });
    };
    const expectedReturn = (theta: Float64Array) =>
      enumerate(theta).reduce(
        (sum, { outcomes, chance }) => sum + chance * (discountedReturns(outcomes, discount)[0] ?? 0),
        0,
      );
    const gradient = new Float64Array(12);
    for (const { outcomes, chance } of enumerate(preferences)) {
      const advantages = discountedReturns(outcomes, discount).map(
        (g, t) => g - (baseline[outcomes[t]?.state ?? 0] ?? 0),
      );
      policyGradient(preferences, outcomes, advantages, discount).forEach((value, i) => {
        gradient[i] = (gradient[i] ?? 0) + chance * value;
      });
    }
    const h = 1e-5;
    for (let i = 0; i < 12; i++) {
      const moved = (by: number) => preferences.map((value, j) => (j === i ? value + by : value));
      const slope = (expectedReturn(moved(h)) - expectedReturn(moved(-h))) / (2 * h);
      expect(Math.abs(slope - (gradient[i] ?? Number.NaN))).toBeLessThan(1e-9);
    }
  });

  it('refuses a learning rate of 0', () => {
    const world = createGridWorld({ map: ['SG'] });
    expect(() => [...reinforce(world, { episodes: 1, seed: 1, learningRate: 0 })]).toThrow(/learningRate/);
  });
});
