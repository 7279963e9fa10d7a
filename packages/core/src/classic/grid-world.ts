/**
 * A maze to learn in. A map of characters says where walls, goals, hazards and bait are; the reward is the designer's, and
 * may be bad: bait pays on every visit and ends nothing, so an agent that is paid for it may circle for ever.
 */

import type { Random } from '@glassbox/kernels/random';
import { checkBetween } from '../foundations/check-between.ts';
import { ConfigError } from '../foundations/errors.ts';

/** '#' wall, '.' floor, 'S' start (one), 'G' goal (ends), 'X' hazard (ends), 'B' bait. */
export type Tile = '#' | '.' | 'S' | 'G' | 'X' | 'B';

/** Up, right, down, left: the order of every table with one column per action. */
export const ACTIONS = ['up', 'right', 'down', 'left'] as const;
/** One of the four moves. */
export type Action = (typeof ACTIONS)[number];
const MOVES = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
] as const;

/** What entering a tile pays. */
export interface Rewards {
  /** On every move, beside the rest. Default −0.04. */
  readonly step?: number;
  /** Default 1. */
  readonly goal?: number;
  /** Default −1. */
  readonly hazard?: number;
  /** Default 0. */
  readonly bait?: number;
}

/** A move: from where, what was meant, and where it led. */
export interface Transition {
  readonly state: number;
  /** Index into ACTIONS: what was meant; slipping may have led elsewhere. */
  readonly action: number;
  readonly nextState: number;
  /** The tile entered; the own one, after running into a wall. */
  readonly tile: Tile;
}

/** A maze as its designer describes it. */
export interface GridWorldOptions {
  /** Rows of equal length; see Tile. */
  readonly map: readonly string[];
  readonly rewards?: Rewards;
  /** Replaces `rewards`: the pay of one move, a finite number. */
  readonly reward?: (move: Transition) => number;
  /** Chance that a move goes to the left or the right of where it was meant, half each; 0…1. Default 0. */
  readonly slip?: number;
}

/** One thing an action may lead to. */
export interface Outcome extends Transition {
  readonly probability: number;
  readonly reward: number;
  /** True if the episode ends: a goal or a hazard. */
  readonly done: boolean;
}

/** A maze with its rules; it holds no state, so that learners may share it. */
export interface GridWorld {
  readonly rows: number;
  readonly columns: number;
  /** Cells, walls included; state number s is row ⌊s/columns⌋, column s mod columns. */
  readonly states: number;
  readonly start: number;
  readonly tiles: readonly Tile[];
  /** True in a goal or hazard, where nothing is left to do. */
  isTerminal(state: number): boolean;
  /** Everything an action may lead to; the probabilities sum to 1. */
  outcomes(state: number, action: number): readonly Outcome[];
  /** One of the outcomes, drawn. */
  step(state: number, action: number, random: Random): Outcome;
}

/**
 * Returns the world of a map.
 *
 * @throws ConfigError if the map is ragged, holds another character, has not exactly one start, or a number is out of range
 * @example createGridWorld({ map: ['..G', '.#X', 'S..'], slip: 0.2 });
 */
export function createGridWorld({ map, rewards = {}, reward, slip = 0 }: GridWorldOptions): GridWorld {
  checkMap(map);
  checkBetween('createGridWorld', 'slip', slip, 0, 1);
  const columns = map[0]?.length ?? 0;
  const tiles = [...map.join('')] as Tile[]; // checked
  const pay = reward ?? payOf(rewards);
  const isTerminal = (state: number) => tiles[state] === 'G' || tiles[state] === 'X';
  const chances = [1 - slip, slip / 2, slip / 2];

  const target = (state: number, direction: number): number => {
    const [down, right] = MOVES[direction] ?? [0, 0];
    const [row, column] = [Math.floor(state / columns) + down, (state % columns) + right];
    const next = row * columns + column;
    const inside = row >= 0 && row < map.length && column >= 0 && column < columns;
    return inside && tiles[next] !== '#' ? next : state;
  };
  const outcomes = (state: number, action: number): readonly Outcome[] => {
    const directions = [action, (action + 3) % 4, (action + 1) % 4]; // meant, to its left, to its right
    return directions.flatMap((direction, which) => {
      const probability = chances[which] ?? 0;
      if (probability === 0) return [];
      const nextState = target(state, direction);
      const move = { state, action, nextState, tile: tiles[nextState] ?? '.' };
      return [{ ...move, probability, reward: paid(pay, move), done: isTerminal(nextState) }];
    });
  };
  return {
    rows: map.length,
    columns,
    states: tiles.length,
    start: tiles.indexOf('S'),
    tiles,
    isTerminal,
    outcomes,
    step: (state, action, random) => drawOutcome(outcomes(state, action), random),
  };
}

function drawOutcome(outcomes: readonly Outcome[], random: Random): Outcome {
  const threshold = random.next();
  let running = 0;
  for (const outcome of outcomes) {
    running += outcome.probability;
    if (threshold < running) return outcome;
  }
  return outcomes.at(-1) as Outcome; // there is always one; rounding left the sum a hair below 1
}

function payOf({ step = -0.04, goal = 1, hazard = -1, bait = 0 }: Rewards): (move: Transition) => number {
  const extra: Readonly<Record<Tile, number>> = { G: goal, X: hazard, B: bait, S: 0, '.': 0, '#': 0 };
  return ({ state, nextState, tile }) => step + (state === nextState ? 0 : extra[tile]); // a bump enters nothing
}

function paid(pay: (move: Transition) => number, move: Transition): number {
  const reward = pay(move);
  if (Number.isFinite(reward)) return reward;
  throw new ConfigError(
    `gridWorld: the reward of moving from ${move.state} to ${move.nextState} is ${reward}; a finite number was needed; ` +
      'let the reward function return one for every move.',
    'reward',
  );
}

function checkMap(map: readonly string[]): void {
  const width = map[0]?.length ?? 0;
  const text = map.join('');
  const odd = map.findIndex((row) => row.length !== width);
  const bad = [...text].find((character) => !'#.SGXB'.includes(character));
  const starts = text.split('S').length - 1;
  if (width > 0 && odd < 0 && bad === undefined && starts === 1) return;
  const found =
    width === 0
      ? 'no tile'
      : odd >= 0
        ? `row ${odd} of ${map[odd]?.length} tiles beside rows of ${width}`
        : bad !== undefined
          ? `the tile ${JSON.stringify(bad)}`
          : `${starts} starts`;
  throw new ConfigError(
    `createGridWorld: ${found} was found; rows of equal length made of # . S G X B with exactly one S were needed; change the map.`,
    'map',
  );
}
