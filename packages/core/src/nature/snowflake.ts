/**
 * A snowflake grows from one frozen cell. Each cell of a honeycomb holds some water; vapour spreads between cells, and a
 * cell that touches ice keeps what it gets. No rule speaks of six arms, yet the flake has them, and which plate or star
 * it becomes hangs on two numbers. This is Reiter's automaton; departing from it, water is counted in whole units, so that
 * sums do not depend on their order and a flake in still air is symmetric to the last cell.
 *
 * @see Reiter 2005, "A local cellular model for snow crystal growth", Chaos, Solitons & Fractals 23, 1111–1119
 */
import { createRandom } from '@glassbox/kernels/random';
import { checkBetween, checkWholeBetween } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';

/** The sliders of the snowflake. */
export interface SnowflakeOptions {
  /** Cells from the middle to the edge of the hexagon, 3 to 400. Default 60. */
  readonly radius?: number;
  /** β: water of the air far away, where ice is 1; 0 to 0.95. Low: thin arms; high: plates. Default 0.4. */
  readonly vapour?: number;
  /** γ: water that cells at the ice get each step from above, 0 to 0.1. Default 0.001. */
  readonly deposit?: number;
  /** α: how fast vapour spreads, 0 to 2. Default 1. */
  readonly diffusion?: number;
  /** Unevenness of the air at the start, as a share of `vapour`; 0: perfect symmetry. 0 to 1, default 0. */
  readonly turbulence?: number;
  /** Of the unevenness. */
  readonly seed: number;
}

/** A growing snowflake at one step; nothing in it changes afterwards. */
export interface SnowflakeState {
  readonly options: Required<SnowflakeOptions>;
  readonly step: number;
  /** [(2R + 1)²], row-major in axial coordinates (r, q), each from −R to R: water in units of 2⁻³²; 0 outside the hexagon. */
  readonly water: Float64Array;
  /** shape [(2R + 1)²]: 1 where water has become ice. */
  readonly ice: Uint8Array;
  /** Frozen cells. */
  readonly size: number;
  /** Cells from the middle to the farthest ice. */
  readonly reach: number;
  /** Share of the hexagon of that reach that is ice: 1 for a plate, small for a star with thin arms. */
  readonly fill: number;
  /** Share of frozen cells whose five turns by 60° are frozen too. */
  readonly symmetry: number;
}

/** Axial steps (dq, dr) to the six neighbours. */
const NEIGHBOURS = [
  [1, 0],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [0, -1],
  [1, -1],
] as const;
/** One whole cell of ice; sums of a few of these stay exact in double precision. */
const UNIT = 2 ** 32;

/**
 * Returns one frozen cell in the middle of vapour.
 *
 * @throws ConfigError if an option is out of range
 * @example let flake = createSnowflake({ seed: 1 }); while (flake.reach < 50) flake = stepSnowflake(flake);
 */
export function createSnowflake(options: SnowflakeOptions): SnowflakeState {
  const complete = { radius: 60, vapour: 0.4, deposit: 0.001, diffusion: 1, turbulence: 0, ...options };
  const { radius, vapour, turbulence, seed } = complete;
  checkOptions(complete);
  const random = createRandom(seed);
  const side = 2 * radius + 1;
  const water = new Float64Array(side * side);
  for (let index = 0; index < water.length; index++) {
    if (distanceOf(index, radius) > radius) continue;
    water[index] = Math.round(UNIT * vapour * (1 + turbulence * (2 * random.next() - 1)));
  }
  water[(side * side - 1) / 2] = UNIT;
  return measured(complete, 0, water);
}

/**
 * Returns the state one step on. With s the water of a cell, a cell is receptive if it or a neighbour is ice (s ≥ 1). The
 * water of receptive cells stays, that of the others spreads: u ← u + α/2·(mean of the six neighbours − u), 0 counted for
 * receptive ones. Receptive cells also get γ. The rim always holds β. The given state is not changed.
 */
export function stepSnowflake({ options, step, water, ice }: SnowflakeState): SnowflakeState {
  const { radius, vapour, deposit, diffusion } = options;
  const side = 2 * radius + 1;
  const offsets = NEIGHBOURS.map(([dq, dr]) => dr * side + dq);
  const receptive = new Uint8Array(water.length);
  const moving = new Float64Array(water.length); // u of Reiter; what stays is the rest of `water`
  for (let index = 0; index < water.length; index++) {
    const distance = distanceOf(index, radius);
    if (distance > radius) continue;
    const touches = ice[index] === 1 || (distance < radius && offsets.some((offset) => ice[index + offset] === 1));
    if (touches) receptive[index] = 1;
    else moving[index] = at(water, index);
  }
  const next = new Float64Array(water.length);
  for (let index = 0; index < water.length; index++) {
    const distance = distanceOf(index, radius);
    if (distance > radius) continue;
    if (distance === radius) {
      next[index] = ice[index] === 1 ? at(water, index) : Math.round(UNIT * vapour);
      continue;
    }
    let around = 0;
    for (const offset of offsets) around += at(moving, index + offset);
    const spread = at(moving, index) + (diffusion / 2) * (around / 6 - at(moving, index));
    const kept = receptive[index] === 1 ? at(water, index) + UNIT * deposit : 0;
    next[index] = Math.round(spread + kept);
  }
  return measured(options, step + 1, next);
}

function measured(options: Required<SnowflakeOptions>, step: number, water: Float64Array): SnowflakeState {
  const { radius } = options;
  const ice = Uint8Array.from(water, (amount) => (amount >= UNIT ? 1 : 0));
  let [size, reach, turned] = [0, 0, 0];
  for (let index = 0; index < ice.length; index++) {
    if (ice[index] === 0) continue;
    size++;
    reach = Math.max(reach, distanceOf(index, radius));
    if (turnsOf(index, radius).every((other) => ice[other] === 1)) turned++;
  }
  return { options, step, water, ice, size, reach, fill: size / cellsWithin(reach), symmetry: turned / size };
}

/** Cells of a hexagon that reaches `radius` cells from its middle. */
function cellsWithin(radius: number): number {
  return 1 + 3 * radius * (radius + 1);
}

/** Cells between a place and the middle. */
function distanceOf(index: number, radius: number): number {
  const side = 2 * radius + 1;
  const q = (index % side) - radius;
  const r = Math.floor(index / side) - radius;
  return Math.max(Math.abs(q), Math.abs(r), Math.abs(q + r));
}

/** The places that turns by 60°, 120°, … 300° lead to: (q, r) → (−r, q + r). */
function turnsOf(index: number, radius: number): number[] {
  const side = 2 * radius + 1;
  let q = (index % side) - radius;
  let r = Math.floor(index / side) - radius;
  return Array.from({ length: 5 }, () => {
    [q, r] = [-r, q + r];
    return (r + radius) * side + q + radius;
  });
}

function checkOptions({ radius, vapour, deposit, diffusion, turbulence, seed }: Required<SnowflakeOptions>): void {
  checkWholeBetween('createSnowflake', 'radius', radius, 3, 400);
  checkBetween('createSnowflake', 'vapour', vapour, 0, 0.95);
  checkBetween('createSnowflake', 'deposit', deposit, 0, 0.1);
  checkBetween('createSnowflake', 'diffusion', diffusion, 0, 2);
  checkBetween('createSnowflake', 'turbulence', turbulence, 0, 1);
  checkWhole('createSnowflake', 'seed', seed);
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
