import { describe, expect, it } from 'vitest';
import { createTraffic, fundamentalDiagram, stepTraffic, type TrafficOptions, type TrafficState } from './traffic.ts';

function drive(options: TrafficOptions, steps: number): TrafficState[] {
  const states = [createTraffic(options)];
  for (let step = 0; step < steps; step++) states.push(stepTraffic(states.at(-1) as TrafficState));
  return states;
}

describe('stepTraffic', () => {
  it('keeps every car, in its order, and never lets two share a cell', () => {
    for (const { cells, speeds } of drive({ length: 60, density: 0.5, dawdle: 0.4, seed: 3 }, 300)) {
      expect(new Set(cells).size).toBe(30);
      expect(speeds.every((speed) => speed >= 0 && speed <= 5)).toBe(true);
      const gaps = Array.from(cells, (cell, car) => ((cells[(car + 1) % 30] ?? 0) - cell + 60) % 60);
      expect(gaps.reduce((a, b) => a + b)).toBe(60); // once round: nobody overtook
    }
  });

  it('has, without dawdling, exactly the flow min(ρ·v, 1 − ρ)', () => {
    const densities = [0.05, 0.1, 1 / 6, 0.25, 0.5, 0.8, 1];
    for (const { density, flow } of fundamentalDiagram({ length: 240, dawdle: 0, seed: 1 }, densities)) {
      expect(flow).toBeCloseTo(Math.min(5 * density, 1 - density), 10);
    }
  });

  it('has, when all dawdle and none goes faster than 1, the flow of the exact solution', () => {
    // Schreckenberg et al. 1995, Phys. Rev. E 51, 2939, eq. 12: J = (1 − √(1 − 4(1 − p)ρ(1 − ρ)))/2 for parallel update, v = 1
    const p = 0.3;
    const options = { length: 400, dawdle: p, maxSpeed: 1, seed: 5 };
    for (const { density, flow } of fundamentalDiagram(options, [0.2, 0.5, 0.7], {
      settleSteps: 500,
      measureSteps: 2000,
    })) {
      const exact = (1 - Math.sqrt(1 - 4 * (1 - p) * density * (1 - density))) / 2;
      expect(Math.abs(flow - exact)).toBeLessThan(0.004);
    }
  });

  it('forms jams out of nothing at middle density, and they roll backwards', () => {
    const states = drive({ length: 200, density: 0.2, dawdle: 0.3, seed: 1 }, 400);
    const jammed = states.slice(200).filter(({ stopped }) => stopped > 0.1).length;
    expect(jammed).toBeGreaterThan(150);
    const standing = ({ cells, speeds }: TrafficState) => new Set(cells.filter((_, car) => speeds[car] === 0));
    // Where cars stand now, cars stood upstream of the spot a little later: compare shifts of the whole pattern.
    const overlap = (shift: number) =>
      states.slice(200, 390).reduce((sum, state, t) => {
        const later = standing(states[200 + t + 10] as TrafficState);
        return sum + [...standing(state)].filter((cell) => later.has((cell + shift + 200) % 200)).length;
      }, 0);
    expect(overlap(-5)).toBeGreaterThan(2 * overlap(5));
  });

  it('flows freely without jams at low density', () => {
    expect(drive({ density: 0.05, dawdle: 0.3, seed: 1 }, 300).at(-1)?.stopped).toBe(0);
  });

  it('lets a single car reach the highest speed, and repeats itself for the same seed', () => {
    expect(drive({ length: 20, density: 0, dawdle: 0, seed: 1 }, 5).at(-1)?.speeds).toEqual(Int32Array.of(5));
    const options = { density: 0.3, seed: 9 };
    expect(drive(options, 50)).toEqual(drive(options, 50));
  });

  it.each([
    ['length', { length: 1 }],
    ['density', { density: 1.1 }],
    ['dawdle', { dawdle: -1 }],
    ['maxSpeed', { maxSpeed: 0 }],
    ['seed', { seed: 0.5 }],
  ])('refuses %s out of range', (field, options) => {
    expect(() => createTraffic({ seed: 1, ...options })).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});
