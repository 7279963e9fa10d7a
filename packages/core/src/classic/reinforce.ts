/**
 * REINFORCE: the policy itself is learned. Play an episode; make each action likelier by how much better things went
 * after it than they usually go from there. What "usually" means is a baseline, learned beside the policy.
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import { checkBetween, checkPositive } from '../foundations/check-between.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { ACTIONS, type GridWorld, type Outcome } from './grid-world.ts';
import { at } from './matrix.ts';
import { softmaxInPlace } from './softmax-regression.ts';

/** Settings of REINFORCE. */
export interface ReinforceOptions {
  /** Episodes until the iterator ends. */
  readonly episodes: number;
  readonly seed: number;
  /** α of the policy. Default 0.2. */
  readonly learningRate?: number;
  /** α of the baseline, 0…1; 0 learns without one. Default 0.1. */
  readonly baselineRate?: number;
  /** γ, 0…1. Default 0.95. */
  readonly discount?: number;
  /** Moves after which an episode is broken off. Default 200. */
  readonly maxMoves?: number;
}

/** One episode and what was learned from it; nothing in it changes afterwards. */
export interface ReinforceEpisode {
  /** From 1. */
  readonly episode: number;
  readonly outcomes: readonly Outcome[];
  /** Sum of rewards, not discounted. */
  readonly episodeReward: number;
  /** shape [moves]: discounted return from each move on. */
  readonly returns: Float64Array;
  /** shape [moves]: return less the baseline at that time. */
  readonly advantages: Float64Array;
  /** shape [states·4]: softmax of a row is the policy there. After the update, as the next two. */
  readonly preferences: Float64Array;
  /** shape [states·4]: probability of each action. */
  readonly policy: Float64Array;
  /** [states] */
  readonly baseline: Float64Array;
}

/**
 * Yields every episode: θ ← θ + α·γᵗ·Aₜ·∇log π(aₜ|sₜ) for each move t, with Aₜ = Gₜ − b(sₜ), and b(sₜ) moved towards
 * Gₜ; from zeros, so that the first policy is even.
 *
 * @throws ConfigError if an option is out of range
 * @see Williams 1992; Sutton & Barto 2018, section 13.4
 */
export function* reinforce(world: GridWorld, options: ReinforceOptions): Generator<ReinforceEpisode, void> {
  const { episodes, seed, learningRate = 0.2, baselineRate = 0.1, discount = 0.95, maxMoves = 200 } = options;
  checkWhole('reinforce', 'episodes', episodes, 0);
  checkWhole('reinforce', 'seed', seed);
  checkWhole('reinforce', 'maxMoves', maxMoves, 1);
  checkPositive('reinforce', 'learningRate', learningRate);
  checkBetween('reinforce', 'baselineRate', baselineRate, 0, 1);
  checkBetween('reinforce', 'discount', discount, 0, 1);
  const random = createRandom(seed);
  let preferences: Float64Array = new Float64Array(world.states * ACTIONS.length);
  let baseline: Float64Array = new Float64Array(world.states);
  for (let episode = 1; episode <= episodes; episode++) {
    const outcomes = play(world, policyOf(preferences), maxMoves, random);
    const returns = discountedReturns(outcomes, discount);
    const advantages = returns.map((value, t) => value - at(baseline, outcomes[t]?.state ?? 0));
    const gradient = policyGradient(preferences, outcomes, advantages, discount);
    preferences = preferences.map((preference, i) => preference + learningRate * at(gradient, i));
    baseline = baseline.slice();
    for (const [t, { state }] of outcomes.entries()) {
      baseline[state] = at(baseline, state) + baselineRate * (at(returns, t) - at(baseline, state));
    }
    const episodeReward = outcomes.reduce((sum, { reward }) => sum + reward, 0);
    const policy = policyOf(preferences);
    yield { episode, outcomes, episodeReward, returns, advantages, preferences, policy, baseline };
  }
}

/** Returns Σₜ γᵗ·Aₜ·∇log π(aₜ|sₜ), [states·4]; ∇log π(a|s) is 1 at a less π(·|s) over the row of s. */
export function policyGradient(
  preferences: Float64Array,
  outcomes: readonly Pick<Outcome, 'state' | 'action'>[],
  advantages: Float64Array,
  discount: number,
): Float64Array {
  const policy = policyOf(preferences);
  const gradient = new Float64Array(preferences.length);
  for (const [t, { state, action }] of outcomes.entries()) {
    const weight = discount ** t * at(advantages, t);
    for (let a = 0; a < ACTIONS.length; a++) {
      const place = state * ACTIONS.length + a;
      gradient[place] = at(gradient, place) + weight * ((a === action ? 1 : 0) - at(policy, place));
    }
  }
  return gradient;
}

/** Returns the softmax of every row of four preferences. */
export function policyOf(preferences: Float64Array): Float64Array {
  const policy = preferences.slice();
  for (let row = 0; row < policy.length; row += ACTIONS.length)
    softmaxInPlace(policy.subarray(row, row + ACTIONS.length));
  return policy;
}

/** Returns Gₜ = rₜ + γ·Gₜ₊₁ for every move. */
export function discountedReturns(outcomes: readonly Pick<Outcome, 'reward'>[], discount: number): Float64Array {
  const returns = new Float64Array(outcomes.length);
  let later = 0;
  for (let t = outcomes.length - 1; t >= 0; t--) {
    later = (outcomes[t]?.reward ?? 0) + discount * later;
    returns[t] = later;
  }
  return returns;
}

function play(world: GridWorld, policy: Float64Array, maxMoves: number, random: Random): Outcome[] {
  const outcomes: Outcome[] = [];
  let state = world.start;
  for (let move = 0; move < maxMoves; move++) {
    const outcome = world.step(state, drawAction(policy, state, random), random);
    outcomes.push(outcome);
    if (outcome.done) break;
    state = outcome.nextState;
  }
  return outcomes;
}

function drawAction(policy: Float64Array, state: number, random: Random): number {
  const threshold = random.next();
  let running = 0;
  for (let action = 0; action < ACTIONS.length; action++) {
    running += at(policy, state * ACTIONS.length + action);
    if (threshold < running) return action;
  }
  return ACTIONS.length - 1;
}
