import { describe, expect, it } from 'vitest';
import { SIMULATIONS } from './contract.ts';
import {
  choiceOfDensity,
  firstChoices,
  firstRules,
  jamDensity,
  joined,
  paceOf,
  readChoices,
  SLIDERS,
  settingOf,
  withRule,
} from './plan.ts';

describe('the sliders', () => {
  it.each(SIMULATIONS)('of %s begin inside their range', (simulation) => {
    for (const { min, max, first } of SLIDERS[simulation]) {
      expect(first).toBeGreaterThanOrEqual(min);
      expect(first).toBeLessThanOrEqual(max);
    }
  });

  it('move one rule of one world and leave the others', () => {
    const moved = withRule(firstChoices(), 'dawdle', 0.5);
    expect(settingOf(moved)).toEqual({ simulation: 'traffic', rules: { density: 0.2, dawdle: 0.5 }, seed: 1 });
    expect(moved.rules.flock).toEqual(firstRules('flock'));
  });

  it('let water run faster than cars at the same pace', () => {
    const steps = (simulation: 'traffic' | 'vortex') => paceOf({ simulation, pace: 'steady' }).steps;
    expect(steps('vortex')).toBeGreaterThan(steps('traffic'));
  });
});

describe('choices', () => {
  it('survive a round trip through JSON', () => {
    const choices = { ...withRule(firstChoices(), 'density', 0.12), seed: 7, pace: 'fast' as const, guess: 1 };
    expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  });

  it.each([undefined, 'x', { simulation: 'sea', rules: { traffic: { density: 9 }, flock: 3 }, seed: -1, pace: 2 }])(
    'are the first ones for %j',
    (json) => {
      expect(readChoices(json)).toEqual(firstChoices());
    },
  );
});

describe('the density at which the jam begins', () => {
  const points = (...standing: number[]) => standing.map((share, at) => ({ density: (at + 1) / 10, standing: share }));

  it('lies on the line between the points around it', () => {
    expect(jamDensity(points(0, 0.1))).toBeCloseTo(0.15, 10);
  });

  it('is the first density when that one is jammed, and none when none is', () => {
    expect(jamDensity(points(0.3, 0.4))).toBe(0.1);
    expect(jamDensity(points(0, 0.01))).toBeUndefined();
    expect(jamDensity([])).toBeUndefined();
  });

  it.each([
    [0.05, 0],
    [0.114, 1],
    [0.27, 2],
    [0.5, 3],
  ])('%d is choice %d of the prediction', (density, choice) => {
    expect(choiceOfDensity(density)).toBe(choice);
  });
});

it('readings stay few enough to draw, from the first to the newest', () => {
  let readings: readonly { step: number; value: number }[] = [];
  for (let step = 0; step < 5000; step++) readings = joined(readings, [{ step, value: 0 }]);
  expect(readings.length).toBeLessThanOrEqual(600);
  expect(readings[0]?.step).toBe(0);
  expect(readings.at(-1)?.step).toBe(4999);
});
