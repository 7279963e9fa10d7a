import { describe, expect, it } from 'vitest';
import { createVortex, stepVortex, type VortexState, vortexOfVelocities, vorticity } from './vortex.ts';

function flow(state: VortexState, steps: number, each: (state: VortexState) => void = () => undefined): VortexState {
  let water = state;
  for (let step = 0; step < steps; step++) {
    water = stepVortex(water);
    each(water);
  }
  return water;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function momentum({ density, along, across }: VortexState): [number, number] {
  return [total(along.map((u, i) => u * (density[i] ?? 0))), total(across.map((v, i) => v * (density[i] ?? 0)))];
}

describe('stepVortex', () => {
  it('conserves mass and momentum where nothing is in the way', () => {
    const first = vortexOfVelocities({ width: 24, height: 16, viscosity: 0.02, seed: 1 }, (x, y) => [
      0.05 + 0.03 * Math.sin((2 * Math.PI * y) / 16),
      0.02 * Math.cos((2 * Math.PI * x) / 24),
    ]);
    const last = flow(first, 200);
    expect(Math.abs(total(last.density) / total(first.density) - 1)).toBeLessThan(1e-12);
    for (const axis of [0, 1] as const)
      expect(Math.abs(momentum(last)[axis] - momentum(first)[axis])).toBeLessThan(1e-10);
  });

  it('lets a shear wave decay at exp(−ν·k²·t), four times as exactly on twice as fine a grid', () => {
    const error = (height: number, viscosity: number) => {
      const k = (2 * Math.PI) / height;
      const wave = (_: number, y: number) => [0.01 * Math.sin(k * y), 0] as const;
      const settled = flow(vortexOfVelocities({ width: 16, height, viscosity, seed: 1 }, wave), 100);
      const crest = (height / 4) * 16;
      const decay = Math.log((settled.along[crest] ?? 0) / (flow(settled, 100).along[crest] ?? 0)) / 100;
      return Math.abs(decay / (viscosity * k ** 2) - 1);
    };
    for (const viscosity of [0.01, 0.1]) {
      expect(error(32, viscosity)).toBeLessThan(0.005);
      expect(error(32, viscosity) / error(64, viscosity)).toBeCloseTo(4, 0);
    }
  });

  it('has no circulation in all on a torus, and that of the field: vorticity of a shear is −k·cos', () => {
    const k = (2 * Math.PI) / 32;
    const state = vortexOfVelocities({ width: 16, height: 32, seed: 1 }, (_, y) => [0.01 * Math.sin(k * y), 0]);
    const whirls = vorticity(state);
    expect(Math.abs(total(whirls))).toBeLessThan(1e-12);
    expect(whirls[0]).toBeCloseTo(-0.01 * Math.sin(k), 6); // central difference of the sine at 0
  });

  it('keeps a still wake at a Reynolds number of 10, and sheds whirls in turn at 100', () => {
    const swingsAt = (viscosity: number, steps: number) => {
      const swings: number[] = [];
      const first = createVortex({ width: 72, height: 36, post: 7, speed: 0.12, viscosity, seed: 1 });
      flow(first, steps, ({ swing }) => swings.push(swing));
      return { reynolds: first.reynolds, late: swings.slice(-800) };
    };
    const slow = swingsAt(0.084, 1500);
    expect(slow.reynolds).toBeCloseTo(10, 10);
    expect(Math.max(...slow.late.map(Math.abs))).toBeLessThan(0.05);
    const { late } = swingsAt(0.0084, 2000);
    expect(Math.max(...late)).toBeGreaterThan(0.3);
    expect(Math.min(...late)).toBeLessThan(-0.3);
    const turns = late.filter((swing, i) => i > 0 && swing > 0 && (late[i - 1] ?? 0) <= 0).length;
    const strouhal = ((turns / 800) * 7) / 0.12;
    expect(strouhal).toBeGreaterThan(0.13); // 0.165 far from walls (Williamson 1996, fig. 5); this channel is narrow
    expect(strouhal).toBeLessThan(0.25);
  });

  it('lets nothing into the post', () => {
    const water = flow(createVortex({ width: 64, height: 32, post: 8, seed: 1 }), 50);
    const inside = water.solid.reduce((sum, solid) => sum + solid, 0);
    expect(inside).toBeGreaterThan(40);
    expect(water.along.every((speed, i) => water.solid[i] === 0 || speed === 0)).toBe(true);
  });

  it('gives the same stream for the same seed', () => {
    const run = (seed: number) => flow(createVortex({ width: 32, height: 16, post: 4, seed }), 20).across;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it.each([
    ['width', { width: 8 }],
    ['height', { height: 7 }],
    ['speed', { speed: 0.3 }],
    ['viscosity', { viscosity: 0 }],
    ['post', { post: 40 }],
  ])('refuses %s out of range', (field, options) => {
    expect(() => createVortex({ seed: 1, ...options })).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});
