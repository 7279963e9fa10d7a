/**
 * The truth about a maze: what each place is worth if every later choice is the best one. Planning needs the rules of the
 * world, which a learner does not have; learners are judged against it.
 */
import { checkBetween } from '../foundations/check-between.ts';
import type { GridWorld } from './grid-world.ts';
import { ACTIONS } from './grid-world.ts';
import { at } from './matrix.ts';

/** How the values stand after a sweep over all states; nothing in it changes afterwards. */
export interface ValueSnapshot {
  /** Sweeps over all states done. */
  readonly round: number;
  /** [states] */
  readonly values: Float64Array;
  /** shape [states·4]: value of each action, row by row. */
  readonly actionValues: Float64Array;
  /** shape [states]: the best action, an index into ACTIONS; the first, if several are. */
  readonly policy: Int32Array;
  /** The largest change of a value in this round. */
  readonly change: number;
}

/** Ends the iteration when no value moves by more. */
const TOLERANCE = 1e-10;
const MAX_ROUNDS = 100_000;

/**
 * Yields each sweep of V(s) ← max_a Σ p·(r + γ·V(s')), until nothing moves any more.
 *
 * @param discount γ, 0 to below 1; with 1, a world in which the agent can be paid for ever would have no finite value
 * @throws ConfigError if `discount` is out of range
 * @see Bellman 1957; Sutton & Barto 2018, section 4.4, eq. 4.10
 */
export function* valueIteration(
  world: GridWorld,
  { discount }: { readonly discount: number },
): Generator<ValueSnapshot, void> {
  checkBetween('valueIteration', 'discount', discount, 0, 0.9999);
  let values = new Float64Array(world.states);
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const actionValues = actionValuesOf(world, values, discount);
    const policy = greedyPolicy(actionValues);
    const next = Float64Array.from(policy, (action, state) => at(actionValues, state * ACTIONS.length + action));
    const change = next.reduce((most, value, state) => Math.max(most, Math.abs(value - at(values, state))), 0);
    values = next;
    yield { round, values, actionValues, policy, change };
    if (change <= TOLERANCE) return;
  }
}

/** Returns the best action of every state from a table [states·4]; the first, if several are. */
export function greedyPolicy(actionValues: Float64Array): Int32Array {
  return Int32Array.from({ length: actionValues.length / ACTIONS.length }, (_, state) =>
    bestAction(actionValues, state),
  );
}

/** Returns the best action of one state; the first, if several are. */
export function bestAction(actionValues: Float64Array, state: number): number {
  let best = 0;
  for (let action = 1; action < ACTIONS.length; action++) {
    const [value, most] = [
      at(actionValues, state * ACTIONS.length + action),
      at(actionValues, state * ACTIONS.length + best),
    ];
    if (value > most) best = action;
  }
  return best;
}

function actionValuesOf(world: GridWorld, values: Float64Array, discount: number): Float64Array {
  return Float64Array.from({ length: world.states * ACTIONS.length }, (_, index) => {
    const state = Math.floor(index / ACTIONS.length);
    if (world.isTerminal(state) || world.tiles[state] === '#') return 0;
    return world.outcomes(state, index % ACTIONS.length).reduce((sum, { probability, reward, done, nextState }) => {
      return sum + probability * (reward + (done ? 0 : discount * at(values, nextState)));
    }, 0);
  });
}
