import { describe, expect, it } from 'vitest';
import { createFlock, type FlockOptions, type FlockState, stepFlock } from './flock.ts';

function fly(state: FlockState, steps: number): FlockState {
  let flock = state;
  for (let step = 0; step < steps; step++) flock = stepFlock(flock);
  return flock;
}
const start = (options: Partial<FlockOptions> = {}) => createFlock({ count: 80, size: 60, seed: 1, ...options });

describe('stepFlock', () => {
  it('makes one direction of many, and none when there is too much noise', () => {
    expect(start().order).toBeLessThan(0.3);
    expect(fly(start(), 400).order).toBeGreaterThan(0.9);
    expect(fly(start({ noise: Math.PI }), 400).order).toBeLessThan(0.3);
  });

  it('keeps every bird inside and at its speed', () => {
    const { places, velocities } = fly(start({ speed: 1.5 }), 100);
    expect(places.every((place) => place >= 0 && place < 60)).toBe(true);
    for (let i = 0; i < velocities.length; i += 2) {
      expect(Math.hypot(velocities[i] ?? 0, velocities[i + 1] ?? 0)).toBeCloseTo(1.5, 12);
    }
  });

  it('flies straight on without rules and noise: the order stays as it was', () => {
    const first = start({ separation: 0, alignment: 0, cohesion: 0, noise: 0 });
    const later = fly(first, 50);
    expect(later.order).toBeCloseTo(first.order, 12);
    later.velocities.forEach((v, i) => {
      expect(v).toBeCloseTo(first.velocities[i] ?? 0, 10);
    });
  });

  it('is the same flock wherever the origin is: it has no edge', () => {
    const first = start({ noise: 0 });
    const moved = { ...first, places: first.places.map((place) => (place + 23) % 60) };
    const [here, there] = [fly(first, 20), fly(moved, 20)];
    here.places.forEach((place, i) => {
      const apart = Math.abs(((there.places[i] ?? 0) - place - 23) % 60);
      expect(Math.min(apart, 60 - apart)).toBeLessThan(1e-6);
    });
  });

  it('drives two birds apart when too close, and together when far', () => {
    const pair = (apart: number, options: Partial<FlockOptions>) => {
      const first = createFlock({ count: 2, size: 60, noise: 0, seed: 1, alignment: 0, ...options });
      const places = Float64Array.of(20, 30, 20 + apart, 30);
      const next = stepFlock({ ...first, places, velocities: Float64Array.of(0, 1, 0, 1) });
      return (next.places[2] ?? 0) - (next.places[0] ?? 0);
    };
    expect(pair(2, { cohesion: 0 })).toBeGreaterThan(2);
    expect(pair(8, {})).toBeLessThan(8);
    expect(pair(11, {})).toBe(11); // out of sight
  });

  it('gives the same flight for the same seed', () => {
    expect(fly(start(), 30)).toEqual(fly(start(), 30));
    expect(fly(start({ seed: 2 }), 30)).not.toEqual(fly(start(), 30));
  });

  it.each([
    ['count', { count: 0 }],
    ['size', { size: 0 }],
    ['sight', { sight: 31 }],
    ['room', { room: 11 }],
    ['alignment', { alignment: -1 }],
    ['noise', { noise: 4 }],
    ['speed', { speed: 100 }],
  ])('refuses %s out of range', (field, options) => {
    expect(() => start(options)).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});
