/** From which density on do cars stand? The same road, measured again and again with more cars on it. Runs in the worker. */
import { createTraffic, stepTraffic } from '@glassbox/core/nature';
import type { SweepPoint } from './contract.ts';

/** A road long enough that one car more or less does not matter. */
const LENGTH = 600;
const SETTLE_STEPS = 600;
const MEASURED_STEPS = 600;

/** Returns the share of cars that stand, averaged over time after the road has settled. */
export function measureDensity(density: number, rules: { dawdle: number; seed: number }): SweepPoint {
  let road = createTraffic({ ...rules, density, length: LENGTH });
  let total = 0;
  for (let step = 0; step < SETTLE_STEPS + MEASURED_STEPS; step++) {
    road = stepTraffic(road);
    if (step >= SETTLE_STEPS) total += road.stopped;
  }
  return { density: road.cells.length / LENGTH, standing: total / MEASURED_STEPS };
}
