/** The world behind the learner's map and pay, and the mazes to begin with. Pure. */
import { createGridWorld, type GridWorld, type Transition } from '@glassbox/core/classic';
import type { Method, Pay, Setting } from './contract.ts';

/** After so many moves an episode is broken off, and so is the walk that is judged. */
export const MOST_MOVES = 60;
/** Enough for each method to settle in mazes of this size. */
export const EPISODES: Readonly<Record<Method, number>> = { 'q-learning': 300, 'policy-gradient': 1_000 };

export const PRESETS = ['coin', 'plain', 'hurry', 'idle'] as const;
export type Preset = (typeof PRESETS)[number];

interface Beginning {
  map: readonly string[];
  pay: Pay;
}

const PLAIN_MAP = ['..#.....', 'S.....#.', '..##..#.', '..#...#.', '......#G', '..#.....'] as const;
const COIN_MAP = ['..#.....', 'S...B.#.', '..##..#.', '..#...#.', '......#G', '..#.....'] as const;
const HURRY_MAP = ['..#.....', 'S.....#.', '..##..#.', '.X#...#.', '......#G', '..#.....'] as const;
const PLAIN_PAY: Pay = { goal: 1, coin: 0.3, step: -0.04, bump: 0, pit: -1 };

export const BEGINNINGS: Readonly<Record<Preset, Beginning>> = {
  coin: { map: COIN_MAP, pay: PLAIN_PAY },
  plain: { map: PLAIN_MAP, pay: PLAIN_PAY },
  hurry: { map: HURRY_MAP, pay: { ...PLAIN_PAY, step: -0.5 } },
  idle: { map: PLAIN_MAP, pay: { ...PLAIN_PAY, step: 0.1 } },
};

export function worldOf({ map, pay }: Pick<Setting, 'map' | 'pay'>): GridWorld {
  return createGridWorld({ map, reward: (move) => rewardOf(move, pay) });
}

/** What a move pays. A move that stays where it is has run into a wall and enters nothing. */
export function rewardOf({ state, nextState, tile }: Transition, { goal, coin, step, bump, pit }: Pay): number {
  if (state === nextState) return step + bump;
  const found = tile === 'G' ? goal : tile === 'B' ? coin : tile === 'X' ? pit : 0;
  return step + found;
}

export const TOOLS = ['wall', 'floor', 'coin', 'pit', 'start', 'goal'] as const;
export type Tool = (typeof TOOLS)[number];
const TILE: Readonly<Record<Tool, string>> = { wall: '#', floor: '.', coin: 'B', pit: 'X', start: 'S', goal: 'G' };

/**
 * Returns the map with a tool used on one cell. There is always exactly one start, and at most one goal: those move. A
 * tool used on its own tile takes it away.
 */
export function withTile(map: readonly string[], cell: number, tool: Tool): readonly string[] {
  const columns = map[0]?.length ?? 0;
  const tiles = [...map.join('')];
  const tile = TILE[tool];
  if (tiles[cell] === undefined || tiles[cell] === 'S') return map;
  if (tool === 'start' || tool === 'goal') {
    const before = tiles.indexOf(tile);
    if (before >= 0) tiles[before] = '.';
    tiles[cell] = before === cell ? '.' : tile;
  } else tiles[cell] = tiles[cell] === tile ? '.' : tile;
  return Array.from({ length: map.length }, (_, row) => tiles.slice(row * columns, (row + 1) * columns).join(''));
}

/** Which tool would draw this tile. */
export function toolOf(tile: string): Tool {
  return TOOLS.find((tool) => TILE[tool] === tile) ?? 'floor';
}
