/**
 * Cars on a ring road. Each speeds up, brakes for the car ahead and now and then dawdles; nobody causes the jam that
 * forms out of nothing and rolls backwards through the traffic.
 *
 * @see Nagel & Schreckenberg 1992, "A cellular automaton model for freeway traffic", J. Phys. I France 2, 2221–2229
 */
import { createRandom } from '@glassbox/kernels/random';
import { checkBetween, checkWholeBetween } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';

/** The sliders of the road. */
export interface TrafficOptions {
  /** Cells of the ring, 7.5 m each in the paper; 2 to 100,000. Default 200. */
  readonly length?: number;
  /** Share of cells with a car, 0 to 1; at least one car. Default 0.2. */
  readonly density?: number;
  /** p: chance that a car slows down by one for no reason, 0 to 1. Default 0.3. */
  readonly dawdle?: number;
  /** The highest speed, in cells per step, 1 to 20. Default 5. */
  readonly maxSpeed?: number;
  /** Of the first places and of the dawdling. */
  readonly seed: number;
}

/** A road at one step; nothing in it changes afterwards. */
export interface TrafficState {
  readonly options: Required<TrafficOptions>;
  readonly step: number;
  /** shape [cars]: cell of each car; car i + 1 is the one ahead of car i, the first ahead of the last. */
  readonly cells: Int32Array;
  /** shape [cars]: cells moved in the last step, 0…maxSpeed. */
  readonly speeds: Int32Array;
  /** Mean speed times density: cars that pass a point per step. */
  readonly flow: number;
  /** Share of cars that stand. */
  readonly stopped: number;
  /** Of the generator. */
  readonly randomState: number;
}

/**
 * Returns standing cars at seeded places.
 *
 * @throws ConfigError if an option is out of range
 * @example let road = createTraffic({ density: 0.2, dawdle: 0.3, seed: 1 }); road = stepTraffic(road);
 */
export function createTraffic(options: TrafficOptions): TrafficState {
  const complete = { length: 200, density: 0.2, dawdle: 0.3, maxSpeed: 5, ...options };
  const { length, density, dawdle, maxSpeed, seed } = complete;
  checkWholeBetween('createTraffic', 'length', length, 2, 100_000);
  checkBetween('createTraffic', 'density', density, 0, 1);
  checkBetween('createTraffic', 'dawdle', dawdle, 0, 1);
  checkWholeBetween('createTraffic', 'maxSpeed', maxSpeed, 1, 20);
  checkWhole('createTraffic', 'seed', seed);
  const random = createRandom(seed);
  const cars = Math.max(1, Math.round(density * length));
  const cells = Array.from({ length }, (_, cell) => ({ cell, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, cars)
    .map(({ cell }) => cell)
    .sort((a, b) => a - b);
  return measured(complete, 0, Int32Array.from(cells), new Int32Array(cars), random.state);
}

/**
 * Returns the state one step on: all cars at once 1. speed up by one, up to maxSpeed; 2. slow down to the empty cells
 * ahead; 3. with chance p slow down by one; 4. drive. The given state is not changed.
 */
export function stepTraffic({ options, step, cells, speeds, randomState }: TrafficState): TrafficState {
  const { length, dawdle, maxSpeed } = options;
  const random = createRandom(randomState);
  const cars = cells.length;
  const nextSpeeds = speeds.map((speed, car) => {
    const ahead = cells[(car + 1) % cars] ?? 0;
    const gap = cars === 1 ? length - 1 : ((ahead - (cells[car] ?? 0) + length) % length) - 1;
    const wished = Math.min(speed + 1, maxSpeed, gap);
    return random.next() < dawdle ? Math.max(0, wished - 1) : wished;
  });
  const nextCells = cells.map((cell, car) => (cell + (nextSpeeds[car] ?? 0)) % length);
  return measured(options, step + 1, nextCells, nextSpeeds, random.state);
}

/**
 * Returns the flow at each density, averaged over `measureSteps` after `settleSteps`: the fundamental diagram. It rises
 * while the road is free and falls once jams form.
 *
 * @throws ConfigError if an option is out of range
 */
export function fundamentalDiagram(
  options: Omit<TrafficOptions, 'density'>,
  densities: readonly number[],
  { settleSteps = 500, measureSteps = 500 }: { readonly settleSteps?: number; readonly measureSteps?: number } = {},
): { readonly density: number; readonly flow: number }[] {
  checkWhole('fundamentalDiagram', 'settleSteps', settleSteps, 0);
  checkWhole('fundamentalDiagram', 'measureSteps', measureSteps, 1);
  return densities.map((density) => {
    let road = createTraffic({ ...options, density });
    let total = 0;
    for (let step = 0; step < settleSteps + measureSteps; step++) {
      road = stepTraffic(road);
      if (step >= settleSteps) total += road.flow;
    }
    return { density: road.cells.length / road.options.length, flow: total / measureSteps };
  });
}

function measured(
  options: Required<TrafficOptions>,
  step: number,
  cells: Int32Array,
  speeds: Int32Array,
  randomState: number,
): TrafficState {
  const flow = speeds.reduce((sum, speed) => sum + speed, 0) / options.length;
  const stopped = speeds.filter((speed) => speed === 0).length / speeds.length;
  return { options, step, cells, speeds, flow, stopped, randomState };
}
