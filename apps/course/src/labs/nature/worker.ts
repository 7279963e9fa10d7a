/** The worker of `nature`. Long work rests between pictures, so that a cancel is heard. */
import { type Port, serve, WorkerCallError } from '../worker/protocol.ts';
import type { NatureMethods, SweepPoint } from './contract.ts';
import { measureDensity } from './sweep.ts';
import { SWEPT_DENSITIES } from './swept-densities.ts';
import { openWorld, type World } from './worlds.ts';

let world: World | undefined;

serve<NatureMethods>(self as unknown as Port, {
  open: async (setting) => {
    world = openWorld(setting);
    return world.frame();
  },

  adjust: async (rules) => {
    opened().adjust(rules);
    return null;
  },

  advance: async ({ steps }) => {
    const at = opened();
    for (let step = 0; step < steps && !at.done(); step++) at.step();
    return at.frame();
  },

  run: async ({ steps, restMs }, { signal, emit }) => {
    const at = opened();
    while (!signal.aborted && !at.done()) {
      const begin = performance.now();
      for (let step = 0; step < steps && !at.done(); step++) at.step();
      emit(at.frame());
      await rest(Math.max(0, restMs - (performance.now() - begin)));
    }
    return at.frame();
  },

  sweep: async (rules, { signal, emit }) => {
    const points: SweepPoint[] = [];
    for (const density of SWEPT_DENSITIES) {
      if (signal.aborted) break;
      const point = measureDensity(density, rules);
      points.push(point);
      emit(point);
      await rest(0);
    }
    return points;
  },
});

function opened(): World {
  if (!world) throw new WorkerCallError('NOT_OPEN', 'nature worker: no world is open; needed one; call "open" first.');
  return world;
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
