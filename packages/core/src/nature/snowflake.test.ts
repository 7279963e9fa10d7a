import { describe, expect, it } from 'vitest';
import { createSnowflake, type SnowflakeOptions, type SnowflakeState, stepSnowflake } from './snowflake.ts';

function grow(
  options: Omit<SnowflakeOptions, 'seed'>,
  { reach, steps = 3000 }: { reach: number; steps?: number },
): SnowflakeState {
  let flake = createSnowflake({ radius: 30, seed: 1, ...options });
  for (let step = 0; step < steps && flake.reach < reach; step++) flake = stepSnowflake(flake);
  return flake;
}

describe('stepSnowflake', () => {
  it('grows six equal arms from one cell, to the last bit, though no rule speaks of six', () => {
    const flake = grow({ vapour: 0.4, deposit: 0.001 }, { reach: 25 });
    expect(flake.reach).toBe(25);
    expect(flake.symmetry).toBe(1);
    const { water } = flake;
    const side = 61;
    for (let index = 0; index < water.length; index++) {
      const [q, r] = [(index % side) - 30, Math.floor(index / side) - 30];
      if (Math.abs(q + r) > 30) continue;
      expect(water[(q + r + 30) * side + 30 - r]).toBe(water[index]); // turned by 60°
    }
  });

  it('makes a plate of much deposit and a thin star of little vapour', () => {
    expect(grow({ vapour: 0.9, deposit: 0.05 }, { reach: 25 }).fill).toBeGreaterThan(0.8);
    expect(grow({ vapour: 0.35, deposit: 0 }, { reach: 25 }).fill).toBeLessThan(0.35);
  });

  it('does the arithmetic of the paper in its first step', () => {
    const flake = stepSnowflake(createSnowflake({ radius: 5, vapour: 0.4, deposit: 0.01, diffusion: 1, seed: 1 }));
    const at = (q: number, r: number) => (flake.water[(r + 5) * 11 + q + 5] ?? Number.NaN) / 2 ** 32;
    expect(at(0, 0)).toBeCloseTo(1.01, 6); // ice: receptive
    // a neighbour of ice: 0.4 stays, 0.01 comes, and three of its six neighbours hold moving vapour of 0.4: half of their mean
    expect(at(1, 0)).toBeCloseTo(0.4 + 0.01 + (0.5 * (0.4 * 3)) / 6, 6);
    // two cells out on an arm: one receptive neighbour counts as 0
    expect(at(2, 0)).toBeCloseTo(0.4 + 0.5 * ((0.4 * 5) / 6 - 0.4), 6);
    expect(at(5, 0)).toBeCloseTo(0.4, 6); // the rim
  });

  it('loses its symmetry in uneven air, in a way the seed decides, and never melts', () => {
    const uneven = grow({ turbulence: 0.5 }, { reach: 20 });
    expect(uneven.symmetry).toBeLessThan(0.95);
    expect(grow({ turbulence: 0.5 }, { reach: 20 })).toEqual(uneven);
    const next = stepSnowflake(uneven);
    expect(uneven.ice.every((frozen, i) => frozen === 0 || next.ice[i] === 1)).toBe(true);
  });

  it.each([
    ['radius', { radius: 2 }],
    ['vapour', { vapour: 1 }],
    ['deposit', { deposit: -0.1 }],
    ['diffusion', { diffusion: Number.NaN }],
    ['turbulence', { turbulence: 2 }],
  ])('refuses %s out of range', (field, options) => {
    expect(() => createSnowflake({ seed: 1, ...options })).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});
