import { createGridWorld } from '@glassbox/core/classic';
import { describe, expect, it } from 'vitest';
import { firstChoices, isAsked, readChoices, settingOf, withTry } from './choices.ts';
import type { Setting } from './contract.ts';
import { learningCurve, rangeOf } from './curve.ts';
import { createLearner } from './learner.ts';
import { BEGINNINGS, EPISODES, rewardOf, withTile } from './rules.ts';
import { bestPolicy, choiceOf, walkBy } from './walk.ts';

function trained(change: Partial<Setting>) {
  const setting = { ...settingOf(firstChoices()), ...change };
  const learner = createLearner(setting);
  while (learner.move());
  return {
    frame: learner.frame(),
    learned: walkBy(learner.world, learner.policy(), setting),
    best: walkBy(learner.world, bestPolicy(learner.world, setting.discount), setting),
  };
}

describe('what training leads to', () => {
  it('a coin that comes back is circled, and that is the best these rewards allow', () => {
    const { learned, best, frame } = trained({});
    expect(frame.done).toBe(true);
    expect(choiceOf(learned)).toBe(2);
    expect(learned.worth).toBeCloseTo(best.worth, 10);
  });

  it('without the coin it goes to the goal, by both methods', () => {
    for (const method of ['q-learning', 'policy-gradient'] as const) {
      expect(trained({ ...BEGINNINGS.plain, method }).learned.end, method).toBe('goal');
    }
  });

  it('a goal of 10 is better than circling, but is found only by exploring a lot', () => {
    const pay = { ...BEGINNINGS.coin.pay, goal: 10 };
    const shy = trained({ pay });
    expect([shy.best.end, shy.learned.end]).toEqual(['goal', 'time']);
    expect(trained({ pay, exploration: 0.9 }).learned.end).toBe('goal');
  });

  it('who is charged too much for every move ends it in the pit, who is paid for living never arrives', () => {
    expect(trained(BEGINNINGS.hurry).learned.end).toBe('pit');
    expect(trained(BEGINNINGS.idle).learned.end).toBe('time');
  });

  it('another seed plays other episodes', () => {
    const rewards = (seed: number) => trained({ seed }).frame.rewards;
    expect(rewards(1)).not.toEqual(rewards(2));
  });
});

describe('a learner, move by move', () => {
  it('keeps the trail of the episode at hand, from the start on', () => {
    const learner = createLearner(settingOf(firstChoices()));
    learner.move();
    learner.move();
    const { trail, moves, episodes, lesson } = learner.frame();
    expect(trail).toHaveLength(3);
    expect([trail[0], moves, episodes]).toEqual([learner.world.start, 2, 0]);
    expect(lesson?.kind).toBe('q-learning');
  });

  it('by policy learns at the end of the episode only', () => {
    const learner = createLearner({ ...settingOf(firstChoices()), method: 'policy-gradient' });
    learner.move();
    expect(learner.frame().lesson).toBeUndefined();
    while (learner.episodes() === 0) learner.move();
    const { lesson, rewards } = learner.frame();
    expect(lesson?.kind).toBe('policy-gradient');
    expect(rewards).toHaveLength(1);
  });

  it('shows no policy where it has never been', () => {
    const learner = createLearner(settingOf(firstChoices()));
    const { policy } = learner.frame();
    expect(policy.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });
});

describe('rules', () => {
  const pay = { goal: 5, coin: 0.3, step: -0.1, bump: -0.5, pit: -2 };
  it('a bump pays its own price and enters nothing', () => {
    const at = { action: 0, tile: 'B' as const };
    expect(rewardOf({ ...at, state: 3, nextState: 3 }, pay)).toBeCloseTo(-0.6, 10);
    expect(rewardOf({ ...at, state: 3, nextState: 4 }, pay)).toBeCloseTo(0.2, 10);
    expect(rewardOf({ ...at, state: 3, nextState: 4, tile: 'G' }, pay)).toBeCloseTo(4.9, 10);
  });

  it('editing leaves exactly one start and at most one goal', () => {
    const { map } = BEGINNINGS.coin;
    const moved = withTile(map, 0, 'start');
    expect(moved.join('').split('S')).toHaveLength(2);
    expect(moved[0]?.[0]).toBe('S');
    expect(withTile(moved, 0, 'wall')).toEqual(moved);
    const goal = withTile(moved, 1, 'goal');
    expect(goal.join('').split('G')).toHaveLength(2);
    expect(withTile(withTile(map, 1, 'wall'), 1, 'wall')).toEqual(map);
    expect(() => createGridWorld({ map: goal })).not.toThrow();
  });
});

describe('choices', () => {
  it('answer the prediction only in the maze it is about', () => {
    const choices = firstChoices();
    expect(isAsked(choices)).toBe(true);
    expect(isAsked({ ...choices, pay: { ...choices.pay, goal: 10 } })).toBe(false);
    expect(isAsked(BEGINNINGS.hurry)).toBe(false);
  });

  it('survive a round trip through JSON', () => {
    const walk = { places: [1], coins: 3, moves: 60, reward: 1.5, worth: 1, end: 'time' as const };
    const choices = withTry({ ...firstChoices(), seed: 9, guess: 2, seen: true, map: BEGINNINGS.hurry.map }, walk);
    expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  });

  it.each([undefined, 'x', { map: ['SS', 'G'], pay: { goal: 1e9 }, method: 'magic', tries: [3], discount: 2 }])(
    'are the first ones for %j',
    (json) => {
      expect(readChoices(json)).toEqual(firstChoices());
    },
  );
});

it('the curve has few points, the last at the last episode, in a range with zero', () => {
  const rewards = Array.from({ length: EPISODES['policy-gradient'] }, (_, index) => index / 100);
  const points = learningCurve(rewards, rewards.length);
  expect(points.length).toBeLessThanOrEqual(60);
  expect(points.at(-1)?.[0]).toBe(rewards.length);
  expect(rangeOf(points)).toEqual([0, 10]);
  expect(rangeOf([])).toEqual([0, 1]);
});
