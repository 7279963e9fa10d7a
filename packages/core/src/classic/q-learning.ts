/**
 * Q-learning: after every move, the value of what was done is moved towards the reward plus the best that the next place
 * promises. It learns the best policy while exploring with another, and needs no model of the world.
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import { checkBetween } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { ACTIONS, type GridWorld, type Outcome } from './grid-world.ts';
import { at } from './matrix.ts';
import { bestAction } from './value-iteration.ts';

/** Settings of Q-learning. */
export interface QLearningOptions {
  /** Episodes until the iterator ends. */
  readonly episodes: number;
  readonly seed: number;
  /** α, 0…1. Default 0.5. */
  readonly stepSize?: number;
  /** γ, 0…1. Default 0.95. */
  readonly discount?: number;
  /** ε of the first episode, 0…1: share of moves that are random. Default 0.3. */
  readonly exploration?: number;
  /** ε is multiplied by this after each episode, 0…1. Default 0.99. */
  readonly explorationDecay?: number;
  /** Moves after which an episode is broken off. Default 200. */
  readonly maxMoves?: number;
}

/** One move and what was learned from it; nothing in it changes afterwards. */
export interface QLearningStep {
  /** From 1. */
  readonly episode: number;
  /** Moves of this episode, this one included. */
  readonly move: number;
  readonly outcome: Outcome;
  /** True if chance chose the action. */
  readonly explored: boolean;
  readonly exploration: number;
  /** r + γ·max Q(s') − Q(s, a), before the update. */
  readonly tdError: number;
  /** [states·4], after the update. */
  readonly actionValues: Float64Array;
  /** Sum of the rewards of this episode so far, not discounted. */
  readonly episodeReward: number;
  /** True if the episode is over: goal, hazard or too many moves. */
  readonly episodeEnded: boolean;
}

/**
 * Yields every move: Q(s, a) ← Q(s, a) + α·(r + γ·max_a' Q(s', a') − Q(s, a)), from zeros, acting ε-greedily with ties
 * broken by chance. An episode that is broken off is not treated as an end: the next place keeps its promise.
 *
 * @throws ConfigError if an option is out of range
 * @see Watkins & Dayan 1992; Sutton & Barto 2018, section 6.5, eq. 6.8
 */
export function* qLearning(world: GridWorld, options: QLearningOptions): Generator<QLearningStep, void> {
  const {
    episodes,
    seed,
    stepSize = 0.5,
    discount = 0.95,
    exploration = 0.3,
    explorationDecay = 0.99,
    maxMoves = 200,
  } = options;
  checkWhole('qLearning', 'episodes', episodes, 0);
  checkWhole('qLearning', 'seed', seed);
  checkWhole('qLearning', 'maxMoves', maxMoves, 1);
  for (const [field, value] of Object.entries({ stepSize, discount, exploration, explorationDecay })) {
    checkBetween('qLearning', field, value, 0, 1);
  }
  const random = createRandom(seed);
  let actionValues = new Float64Array(world.states * ACTIONS.length);
  for (let episode = 1; episode <= episodes; episode++) {
    const epsilon = exploration * explorationDecay ** (episode - 1);
    let state = world.start;
    let episodeReward = 0;
    for (let move = 1; move <= maxMoves; move++) {
      const explored = random.next() < epsilon;
      const action = explored ? Math.floor(random.next() * ACTIONS.length) : likeliest(actionValues, state, random);
      const outcome = world.step(state, action, random);
      const { nextState, reward, done } = outcome;
      const promise = done
        ? 0
        : discount * at(actionValues, nextState * ACTIONS.length + bestAction(actionValues, nextState));
      const place = state * ACTIONS.length + action;
      const tdError = reward + promise - at(actionValues, place);
      actionValues = actionValues.slice();
      actionValues[place] = at(actionValues, place) + stepSize * tdError;
      episodeReward += reward;
      const episodeEnded = done || move === maxMoves;
      yield {
        episode,
        move,
        outcome,
        explored,
        exploration: epsilon,
        tdError,
        actionValues,
        episodeReward,
        episodeEnded,
      };
      if (done) break;
      state = nextState;
    }
  }
}

/** The best action; one of the best, drawn, if several are: a fresh table would always go up otherwise. */
function likeliest(actionValues: Float64Array, state: number, random: Random): number {
  const best = at(actionValues, state * ACTIONS.length + bestAction(actionValues, state));
  const ties = ACTIONS.map((_, action) => action).filter((a) => at(actionValues, state * ACTIONS.length + a) === best);
  return ties[Math.floor(random.next() * ties.length)] ?? 0;
}
