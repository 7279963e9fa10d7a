/**
 * The two ways of learning behind one face: a move at a time. Q-learning learns at every move; the policy gradient plays
 * an episode to its end first, so its moves are shown one by one and its lesson with the last. Runs in the worker.
 */
import { ACTIONS, type GridWorld, greedyPolicy, type Outcome, qLearning, reinforce } from '@glassbox/core/classic';
import type { Frame, Lesson, Setting } from './contract.ts';
import { EPISODES, MOST_MOVES, worldOf } from './rules.ts';

export interface Learner {
  readonly world: GridWorld;
  /** One move; false when all episodes are played. */
  move(): boolean;
  /** Episodes that have ended. */
  episodes(): number;
  frame(): Frame;
  /** shape [states·4]: the policy as it stands, even where the agent has never been. */
  policy(): Float64Array;
}

const STEP_SIZE = 0.5;
/** Settled within 1,000 episodes of these mazes, with every seed tried; 0.2 needed more. */
const LEARNING_RATE = 0.5;

/** What a method tells about one move. */
interface Told {
  outcome: Outcome;
  ended: boolean;
  episodeReward: number;
  lesson: Lesson | undefined;
  /** Worked out only when it is looked at; left out while a method keeps its lesson for the end of the episode. */
  learned: (() => Learned) | undefined;
}

interface Learned {
  /** shape [states] */
  values: Float64Array;
  /** shape [states·4] */
  policy: Float64Array;
}

export function createLearner(setting: Setting): Learner {
  const world = worldOf(setting);
  const moves = setting.method === 'q-learning' ? byValue(world, setting) : byPolicy(world, setting);
  const visited = new Uint8Array(world.states);
  visited[world.start] = 1;
  let learned = (): Learned => ({
    values: new Float64Array(world.states),
    policy: new Float64Array(world.states * ACTIONS.length).fill(1 / ACTIONS.length),
  });
  let trail = [world.start];
  let rewards: number[] = [];
  let episodes = 0;
  let lesson: Lesson | undefined;
  let ended = false;
  const total = EPISODES[setting.method];
  return {
    world,
    move() {
      if (episodes >= total) return false;
      const next = moves.next();
      if (next.done) return false;
      const told = next.value;
      if (ended) trail = [world.start];
      trail.push(told.outcome.nextState);
      visited[told.outcome.nextState] = 1;
      lesson = told.lesson;
      learned = told.learned ?? learned;
      ended = told.ended;
      if (ended) {
        episodes++;
        rewards.push(told.episodeReward);
      }
      return true;
    },
    episodes: () => episodes,
    frame() {
      const since = rewards;
      rewards = [];
      const { values, policy } = learned();
      return {
        episodes,
        moves: trail.length - 1,
        trail: [...trail],
        values,
        policy: policy.map((share, index) => (visited[Math.floor(index / ACTIONS.length)] === 1 ? share : 0)),
        rewards: since,
        lesson,
        done: episodes >= total,
      };
    },
    policy: () => learned().policy,
  };
}

function* byValue(world: GridWorld, { discount, exploration, seed }: Setting): Generator<Told, void> {
  const options = { episodes: EPISODES['q-learning'], seed, discount, exploration, explorationDecay: 1 };
  for (const step of qLearning(world, { ...options, stepSize: STEP_SIZE, maxMoves: MOST_MOVES })) {
    const { outcome, tdError, actionValues, explored, episodeEnded, episodeReward } = step;
    const after = actionValues[outcome.state * ACTIONS.length + outcome.action] ?? 0;
    const before = after - STEP_SIZE * tdError;
    const { reward } = outcome;
    yield {
      outcome,
      ended: episodeEnded,
      episodeReward,
      lesson: { kind: 'q-learning', reward, promise: before + tdError - reward, before, after, explored },
      learned: () => ({ values: bestValues(actionValues), policy: greedyShares(actionValues) }),
    };
  }
}

function* byPolicy(world: GridWorld, { discount, seed }: Setting): Generator<Told, void> {
  const options = { episodes: EPISODES['policy-gradient'], seed, discount, learningRate: LEARNING_RATE };
  for (const episode of reinforce(world, { ...options, maxMoves: MOST_MOVES })) {
    const { outcomes, episodeReward, returns, advantages, policy, baseline } = episode;
    const usual = (returns[0] ?? 0) - (advantages[0] ?? 0);
    for (const [index, outcome] of outcomes.entries()) {
      const ended = index === outcomes.length - 1;
      const lesson: Lesson = { kind: 'policy-gradient', reward: returns[0] ?? 0, usual };
      yield {
        outcome,
        ended,
        episodeReward,
        lesson: ended ? lesson : undefined,
        learned: ended ? () => ({ values: baseline, policy }) : undefined,
      };
    }
  }
}

/** [states]: the best of each place's four values. */
function bestValues(actionValues: Float64Array): Float64Array {
  return Float64Array.from(
    greedyPolicy(actionValues),
    (action, state) => actionValues[state * ACTIONS.length + action] ?? 0,
  );
}

/** shape [states·4]: the best moves of each place, shared alike. */
export function greedyShares(actionValues: Float64Array): Float64Array {
  const shares = new Float64Array(actionValues.length);
  for (let row = 0; row < shares.length; row += ACTIONS.length) {
    const values = actionValues.subarray(row, row + ACTIONS.length);
    const most = Math.max(...values);
    const ties = values.filter((value) => value === most).length;
    for (let action = 0; action < ACTIONS.length; action++) {
      shares[row + action] = values[action] === most ? 1 / ties : 0;
    }
  }
  return shares;
}
