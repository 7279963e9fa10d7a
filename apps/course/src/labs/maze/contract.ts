/** What the lab asks of its worker: a maze with a learner in it that moves, plays episodes, and shows what it would do. */

export const METHODS = ['q-learning', 'policy-gradient'] as const;
export type Method = (typeof METHODS)[number];

/** What the learner of the course pays for. */
export interface Pay {
  goal: number;
  /** On every visit: the coin comes back. */
  coin: number;
  /** On every move, beside the rest. */
  step: number;
  /** Running into a wall, beside the move. */
  bump: number;
  pit: number;
}

export interface Setting {
  /** Rows of core's tiles; a coin is bait, a pit a hazard. */
  map: readonly string[];
  pay: Pay;
  method: Method;
  /** γ, 0…1. */
  discount: number;
  /** ε, 0…1: share of random moves; the policy gradient takes no notice. */
  exploration: number;
  seed: number;
}

/** What one update changed, in the words of the method. */
export type Lesson =
  | { kind: 'q-learning'; reward: number; promise: number; before: number; after: number; explored: boolean }
  | { kind: 'policy-gradient'; reward: number; usual: number };

export interface Frame {
  /** Episodes that have ended. */
  episodes: number;
  /** Moves of the episode at hand. */
  moves: number;
  /** The cells of the episode at hand, the start first; the last is where the agent stands. */
  trail: readonly number[];
  /** shape [states]: what a place is thought to be worth. */
  values: Float64Array;
  /** shape [states·4]: how likely each move is; all zero where the agent has never been. */
  policy: Float64Array;
  /** Sum of rewards of the episodes that ended since the frame before. */
  rewards: readonly number[];
  lesson: Lesson | undefined;
  done: boolean;
}

/** One walk from the start, always with the move that is thought best. */
export interface Walk {
  places: readonly number[];
  coins: number;
  moves: number;
  /** Sum of rewards. */
  reward: number;
  /** The same, later rewards discounted. */
  worth: number;
  end: 'goal' | 'pit' | 'time';
}

export interface Walks {
  learned: Walk;
  /** By planning with the rules in hand: the best that these rewards allow. */
  best: Walk;
}

/** How much happens between two pictures, and how long it rests. */
export interface Pace {
  unit: 'move' | 'episode';
  count: number;
  restMs: number;
}

export interface MazeMethods {
  open: { params: Setting; event: never; result: Frame };
  advance: { params: Pick<Pace, 'unit' | 'count'>; event: never; result: Frame };
  /** Runs until it is cancelled or all episodes are played; every picture is an event. */
  run: { params: Pace; event: Frame; result: Frame };
  walk: { params: null; event: never; result: Walks };
}
