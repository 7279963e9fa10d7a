/**
 * A stream past a post. The fluid is nothing but particles that hop between cells and share their motion where they meet;
 * yet behind the post whirls form, let go and drift off in turn, left, right, left: a vortex street. Below a Reynolds
 * number of about 47 the wake stays still. This is the lattice Boltzmann method, D2Q9 with one relaxation time.
 *
 * @see Qian, d'Humières & Lallemand 1992, "Lattice BGK models for Navier–Stokes equation"; Krüger et al. 2017, The Lattice
 *   Boltzmann Method, sections 3.4 and 5.3.3 (bounce-back)
 */
import { createRandom } from '@glassbox/kernels/random';
import { checkBetween, checkWholeBetween } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { collide, DIRECTIONS, equilibrium, mixOf, momentsOf, stream } from './lattice.ts';

/** The sliders of the stream. */
export interface VortexOptions {
  /** Cells along the stream, 16 to 1,000. Default 160. */
  readonly width?: number;
  /** Cells across, 8 to 500; the top meets the bottom. Default 64. */
  readonly height?: number;
  /** Speed of the stream in cells per step, 0 to 0.15: well below the speed of sound, 0.577. Default 0.1. */
  readonly speed?: number;
  /** ν, 0.005 to 1, in cells² per step: thick as honey or thin as water. Default 0.01. */
  readonly viscosity?: number;
  /** Cells across the post; 0 takes it away, and lets the left meet the right. Default 12. */
  readonly post?: number;
  /** Of where the gentle first wave across the stream begins, a twentieth of its speed: it lets the first whirl choose a side. */
  readonly seed: number;
}

/** A stream at one step; nothing in it changes afterwards. */
export interface VortexState {
  readonly options: Required<VortexOptions>;
  readonly step: number;
  /** shape [9·height·width]: particles per direction, in the order rest, right, down, left, up, then the diagonals from right-down on, and cell, row-major. */
  readonly particles: Float64Array;
  /** shape [height·width]: 1 in the post. */
  readonly solid: Uint8Array;
  /** shape [height·width]: all particles of a cell; 1 is the stream's own. */
  readonly density: Float64Array;
  /** [height·width] each: speed along and across the stream; 0 in the post. */
  readonly along: Float64Array;
  readonly across: Float64Array;
  /** speed·post/viscosity: the one number that decides; 0 without a post. */
  readonly reynolds: number;
  /** Speed across the stream two posts behind the post's middle, as a share of `speed`: 0 while still, swinging when whirls form. */
  readonly swing: number;
}

/** Height of the first wave across the stream, as a share of its speed. */
const FIRST_WAVE = 0.05;

/**
 * Returns a stream that flows almost evenly everywhere but in the post.
 *
 * @throws ConfigError if an option is out of range
 * @example let water = createVortex({ viscosity: 0.01, seed: 1 }); water = stepVortex(water);
 */
export function createVortex(options: VortexOptions): VortexState {
  const complete = { width: 160, height: 64, speed: 0.1, viscosity: 0.01, post: 12, ...options };
  checkOptions(complete);
  const { width, height, speed, seed } = complete;
  const phase = createRandom(seed).next();
  const wave = (cell: number) => FIRST_WAVE * Math.sin(2 * Math.PI * ((cell % width) / width + phase));
  const solid = postOf(complete);
  const particles = mixOf(width * height, (cell) => (solid[cell] === 1 ? [0, 0] : [speed, speed * wave(cell)]));
  return measured(complete, 0, particles, solid);
}

/**
 * Returns the stream of given velocities, with the left meeting the right and no post: for tests and for drawing one's own.
 *
 * @param velocity along and across the stream at each cell, in cells per step
 */
export function vortexOfVelocities(
  options: Omit<VortexOptions, 'post' | 'speed'>,
  velocity: (x: number, y: number) => readonly [along: number, across: number],
): VortexState {
  const complete = { width: 160, height: 64, viscosity: 0.01, ...options, speed: 0, post: 0 };
  checkOptions(complete);
  const { width, height } = complete;
  const particles = mixOf(width * height, (cell) => velocity(cell % width, Math.floor(cell / width)));
  return measured(complete, 0, particles, new Uint8Array(width * height));
}

/**
 * Returns the state one step on: in every cell particles move towards the even mix of their density and velocity,
 * fᵢ ← fᵢ + (fᵢᵉ − fᵢ)/τ with τ = 3ν + ½; then all hop; those that hit the post turn back. With a post, fresh stream
 * enters on the left and leaves on the right. The given state is not changed.
 */
export function stepVortex(state: VortexState): VortexState {
  const { options, step, solid } = state;
  const moved = stream(collide(state, options.viscosity), { ...options, solid });
  if (options.post > 0) renewEnds(moved, options);
  return measured(options, step + 1, moved, solid);
}

/** Returns the vorticity ∂v/∂x − ∂u/∂y of every cell, [height·width]; positive turns from x towards y. For drawing. */
export function vorticity({ options: { width, height }, along, across }: VortexState): Float64Array {
  return Float64Array.from({ length: width * height }, (_, cell) => {
    const x = cell % width;
    const y = Math.floor(cell / width);
    const value = (list: Float64Array, column: number, row: number) =>
      at(list, ((row + height) % height) * width + ((column + width) % width));
    const dvdx = (value(across, x + 1, y) - value(across, x - 1, y)) / 2;
    const dudy = (value(along, x, y + 1) - value(along, x, y - 1)) / 2;
    return dvdx - dudy;
  });
}

/** Left: the even mix of the free stream. Right: what is one column before it. */
function renewEnds(particles: Float64Array, { width, height, speed }: Required<VortexOptions>): void {
  for (let direction = 0; direction < DIRECTIONS.length; direction++) {
    for (let y = 0; y < height; y++) {
      const row = direction * width * height + y * width;
      particles[row] = equilibrium(direction, 1, speed, 0);
      particles[row + width - 1] = at(particles, row + width - 2);
    }
  }
}

function measured(
  options: Required<VortexOptions>,
  step: number,
  particles: Float64Array,
  solid: Uint8Array,
): VortexState {
  const { density, along, across } = momentsOf(particles, solid);
  const { width, speed, viscosity, post } = options;
  const [x, y] = postCentre(options);
  const probe = Math.min(width - 2, Math.round(x + 2 * post)) + Math.round(y) * width;
  const swing = speed === 0 ? 0 : at(across, probe) / speed;
  return {
    ...{ options, step, particles, solid, density, along, across },
    reynolds: (speed * post) / viscosity,
    swing,
  };
}

/** A quarter down the stream, in the middle of the height. */
function postCentre({ width, height }: Required<VortexOptions>): readonly [x: number, y: number] {
  return [width / 4, (height - 1) / 2];
}

function postOf(options: Required<VortexOptions>): Uint8Array {
  const { width, height, post } = options;
  const [centreX, centreY] = postCentre(options);
  return Uint8Array.from({ length: width * height }, (_, cell) => {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    return post > 0 && (x - centreX) ** 2 + (y - centreY) ** 2 <= (post / 2) ** 2 ? 1 : 0;
  });
}

function checkOptions({ width, height, speed, viscosity, post, seed }: Required<VortexOptions>): void {
  checkWholeBetween('createVortex', 'width', width, 16, 1000);
  checkWholeBetween('createVortex', 'height', height, 8, 500);
  checkBetween('createVortex', 'speed', speed, 0, 0.15);
  checkBetween('createVortex', 'viscosity', viscosity, 0.005, 1);
  checkBetween('createVortex', 'post', post, 0, Math.min(width, height) / 2);
  checkWhole('createVortex', 'seed', seed);
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
