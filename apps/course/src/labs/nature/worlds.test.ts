import { describe, expect, it } from 'vitest';
import { SIMULATIONS } from './contract.ts';
import { firstRules, jamDensity, SLIDERS } from './plan.ts';
import { measureDensity } from './sweep.ts';
import { openWorld } from './worlds.ts';

describe.each(SIMULATIONS)('the world %s', (simulation) => {
  const after = (steps: number, seed: number) => {
    const world = openWorld({ simulation, rules: firstRules(simulation), seed });
    for (let step = 0; step < steps; step++) world.step();
    return world.frame();
  };

  it('shows its own picture and a reading for every step', () => {
    const frame = after(5, 1);
    expect(frame.picture.kind).toBe(simulation);
    expect(frame.readings.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(frame.done).toBe(false);
  });

  it('is the same for the same seed', () => {
    expect(after(20, 1)).toEqual(after(20, 1));
  });

  it('opens at both ends of every slider', () => {
    for (const { rule, min, max } of SLIDERS[simulation]) {
      for (const value of [min, max]) {
        const world = openWorld({ simulation, rules: { ...firstRules(simulation), [rule]: value }, seed: 1 });
        world.step();
        expect(Number.isFinite(world.frame().readings.at(-1)?.value)).toBe(true);
      }
    }
  });
});

it.each(['traffic', 'flock', 'vortex'] as const)('another seed makes another %s', (simulation) => {
  const at = (seed: number) => {
    const world = openWorld({ simulation, rules: firstRules(simulation), seed });
    for (let step = 0; step < 10; step++) world.step();
    return world.frame().picture;
  };
  expect(at(1)).not.toEqual(at(2));
});

it('a rule that changes while the world runs takes effect: without dawdling the free road flows', () => {
  const world = openWorld({ simulation: 'traffic', rules: { density: 0.1, dawdle: 0.8 }, seed: 1 });
  for (let step = 0; step < 100; step++) world.step();
  expect(world.frame().readings.at(-1)?.value).toBeGreaterThan(0.2);
  world.adjust({ dawdle: 0 });
  for (let step = 0; step < 200; step++) world.step();
  expect(world.frame().readings.at(-1)?.value).toBe(0);
});

it('a flake ends before the rim', () => {
  const world = openWorld({ simulation: 'snowflake', rules: { vapour: 0.9, deposit: 0.05, turbulence: 0 }, seed: 1 });
  let steps = 0;
  for (; steps < 200 && !world.done(); steps++) world.step();
  expect(steps).toBeLessThan(200);
});

describe('the sweep', () => {
  const curve = (dawdle: number, seed: number) =>
    [0.06, 0.1, 0.12, 0.2, 0.3].map((density) => measureDensity(density, { dawdle, seed }));

  it('finds the jam near a tenth of the road with dawdling, and later without', () => {
    const [with30, without] = [jamDensity(curve(0.3, 1)), jamDensity(curve(0, 1))];
    expect(with30).toBeGreaterThan(0.09);
    expect(with30).toBeLessThan(0.13);
    expect(without).toBeGreaterThan(0.2);
  });

  it('measures: another seed gives other numbers', () => {
    expect(curve(0.3, 1)).not.toEqual(curve(0.3, 2));
  });
});
