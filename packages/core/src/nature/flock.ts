/**
 * Birds without a leader. Each sees only its neighbours and keeps three rules: don't crowd, fly as they fly, stay with
 * them. The flock's direction belongs to no bird; one number, the order, says how much of a flock there is.
 *
 * @see Reynolds 1987, "Flocks, herds, and schools: a distributed behavioral model"; Vicsek et al. 1995 (noise and order)
 */
import { createRandom } from '@glassbox/kernels/random';
import { checkBetween, checkPositive, checkWholeBetween } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';

/** The sliders of the flock. */
export interface FlockOptions {
  /** Birds, 1 to 5,000. Default 150. */
  readonly count?: number;
  /** Side of the square that birds fly in; it wraps around, so that it has no edge. Default 100. */
  readonly size?: number;
  /** How far a bird sees, up to half of size. Default 10. */
  readonly sight?: number;
  /** Below this distance birds are too close, up to sight. Default 4. */
  readonly room?: number;
  /** Weight of "don't crowd", 0 to 10. Default 1.5. */
  readonly separation?: number;
  /** Weight of "fly as they fly", 0 to 10. Default 1. */
  readonly alignment?: number;
  /** Weight of "stay with them", 0 to 10. Default 0.6. */
  readonly cohesion?: number;
  /** The largest random turn per step, in radians either way, 0 to π. Default 0.1. */
  readonly noise?: number;
  /** Way per step, the same for every bird. Default 1. */
  readonly speed?: number;
  /** The largest change of velocity per step by the rules, as a share of speed, 0 to 2. Default 0.2. */
  readonly agility?: number;
  /** Of the first places and directions, and of the noise. */
  readonly seed: number;
}

/** A flock at one step; nothing in it changes afterwards. */
export interface FlockState {
  readonly options: Required<FlockOptions>;
  readonly step: number;
  /** shape [2·count]: x, y of each bird, from 0 up to size. */
  readonly places: Float64Array;
  /** shape [2·count]: velocity of each bird, all of length speed. */
  readonly velocities: Float64Array;
  /** Length of the mean direction, 0 (every which way) to 1 (all the same). */
  readonly order: number;
  /** Of the generator. */
  readonly randomState: number;
}

type Vector = readonly [x: number, y: number];

/**
 * Returns birds at seeded places, flying every which way.
 *
 * @throws ConfigError if an option is out of range
 * @example let flock = createFlock({ seed: 1 }); flock = stepFlock(flock);
 */
export function createFlock(options: FlockOptions): FlockState {
  const complete: Required<FlockOptions> = {
    ...{ count: 150, size: 100, sight: 10, room: 4, separation: 1.5, alignment: 1, cohesion: 0.6 },
    ...{ noise: 0.1, speed: 1, agility: 0.2 },
    ...options,
  };
  checkOptions(complete);
  const { count, size, speed, seed } = complete;
  const random = createRandom(seed);
  const places = Float64Array.from({ length: 2 * count }, () => random.next() * size);
  const velocities = new Float64Array(2 * count);
  for (let bird = 0; bird < count; bird++) {
    const angle = 2 * Math.PI * random.next();
    velocities.set([speed * Math.cos(angle), speed * Math.sin(angle)], 2 * bird);
  }
  return { options: complete, step: 0, places, velocities, order: orderOf(velocities), randomState: random.state };
}

/**
 * Returns the state one step on: every bird adds its three wishes, each of them a direction times its weight, at most
 * `agility`; then comes the noise, and its speed is set again. All look before any moves. The given state is not changed.
 */
export function stepFlock({ options, step, places, velocities, randomState }: FlockState): FlockState {
  const { count, size, speed, agility, noise } = options;
  const random = createRandom(randomState);
  const nextPlaces = new Float64Array(2 * count);
  const nextVelocities = new Float64Array(2 * count);
  for (let bird = 0; bird < count; bird++) {
    const [wishX, wishY] = wish(bird, { options, places, velocities });
    const scale = Math.min(1, agility / (Math.hypot(wishX, wishY) || 1)) * speed;
    const [vx, vy] = [at(velocities, 2 * bird) + scale * wishX, at(velocities, 2 * bird + 1) + scale * wishY];
    const angle = Math.atan2(vy, vx) + noise * (2 * random.next() - 1);
    const [dx, dy] = [speed * Math.cos(angle), speed * Math.sin(angle)];
    nextVelocities.set([dx, dy], 2 * bird);
    nextPlaces.set([wrap(at(places, 2 * bird) + dx, size), wrap(at(places, 2 * bird + 1) + dy, size)], 2 * bird);
  }
  const order = orderOf(nextVelocities);
  return { options, step: step + 1, places: nextPlaces, velocities: nextVelocities, order, randomState: random.state };
}

/** What one bird would like to add to its direction. */
function wish(
  bird: number,
  { options, places, velocities }: Pick<FlockState, 'options' | 'places' | 'velocities'>,
): Vector {
  const { count, size, sight, room, speed } = options;
  let neighbours = 0;
  let [awayX, awayY, withX, withY, toX, toY] = [0, 0, 0, 0, 0, 0];
  for (let other = 0; other < count; other++) {
    if (other === bird) continue;
    const dx = shortestWay(at(places, 2 * other) - at(places, 2 * bird), size);
    const dy = shortestWay(at(places, 2 * other + 1) - at(places, 2 * bird + 1), size);
    const distance = Math.hypot(dx, dy);
    if (distance >= sight || distance === 0) continue;
    neighbours++;
    withX += at(velocities, 2 * other);
    withY += at(velocities, 2 * other + 1);
    toX += dx;
    toY += dy;
    if (distance >= room) continue;
    awayX -= dx / distance ** 2; // the closer, the stronger
    awayY -= dy / distance ** 2;
  }
  if (neighbours === 0) return [0, 0];
  const away = direction(awayX, awayY);
  const along = [withX / neighbours / speed, withY / neighbours / speed] as const;
  const own = [at(velocities, 2 * bird) / speed, at(velocities, 2 * bird + 1) / speed] as const;
  const to = [toX / neighbours / sight, toY / neighbours / sight] as const;
  const { separation, alignment, cohesion } = options;
  return [
    separation * away[0] + alignment * (along[0] - own[0]) + cohesion * to[0],
    separation * away[1] + alignment * (along[1] - own[1]) + cohesion * to[1],
  ];
}

function orderOf(velocities: Float64Array): number {
  let [x, y] = [0, 0];
  for (let index = 0; index < velocities.length; index += 2) {
    const [dx, dy] = direction(at(velocities, index), at(velocities, index + 1));
    x += dx;
    y += dy;
  }
  return Math.hypot(x, y) / (velocities.length / 2);
}

/** The vector's direction, of length 1; nothing for nothing. */
function direction(x: number, y: number): Vector {
  const length = Math.hypot(x, y);
  return length === 0 ? [0, 0] : [x / length, y / length];
}

/** The shorter of the two ways round, −size/2 … size/2. */
function shortestWay(difference: number, size: number): number {
  return difference - size * Math.round(difference / size);
}

function wrap(place: number, size: number): number {
  const inside = place - size * Math.floor(place / size);
  return inside < size ? inside : 0; // −1e-17 wraps to size itself
}

function checkOptions(options: Required<FlockOptions>): void {
  const { count, size, sight, room, speed, seed } = options;
  checkWholeBetween('createFlock', 'count', count, 1, 5000);
  checkPositive('createFlock', 'size', size);
  checkPositive('createFlock', 'speed', speed);
  checkBetween('createFlock', 'sight', sight, 0, size / 2);
  checkBetween('createFlock', 'room', room, 0, sight);
  for (const field of ['separation', 'alignment', 'cohesion'] as const) {
    checkBetween('createFlock', field, options[field], 0, 10);
  }
  checkBetween('createFlock', 'noise', options.noise, 0, Math.PI);
  checkBetween('createFlock', 'agility', options.agility, 0, 2);
  checkWhole('createFlock', 'seed', seed);
  if (speed <= size) return;
  throw new ConfigError(`createFlock: speed is ${speed}; at most size, ${size}, was needed; lower it.`, 'speed');
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
