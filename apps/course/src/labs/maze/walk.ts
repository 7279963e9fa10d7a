/** One walk without trying anything out: what was learned, and the best there is, judged alike. Pure. */
import { ACTIONS, type GridWorld, valueIteration } from '@glassbox/core/classic';
import { createRandom } from '@glassbox/kernels/random';
import type { Walk } from './contract.ts';
import { greedyShares } from './learner.ts';
import { MOST_MOVES } from './rules.ts';

/** Returns the walk that takes the likeliest move everywhere; equal ones are drawn by the seed. */
export function walkBy(
  world: GridWorld,
  policy: Float64Array,
  { discount, seed }: { discount: number; seed: number },
): Walk {
  const random = createRandom(seed);
  const places = [world.start];
  let [coins, reward, worth] = [0, 0, 0];
  let end: Walk['end'] = 'time';
  for (let move = 0; move < MOST_MOVES && end === 'time'; move++) {
    const state = places.at(-1) ?? world.start;
    const shares = policy.subarray(state * ACTIONS.length, (state + 1) * ACTIONS.length);
    const most = Math.max(...shares);
    const ties = ACTIONS.map((_, action) => action).filter((action) => shares[action] === most);
    const outcome = world.step(state, ties[Math.floor(random.next() * ties.length)] ?? 0, random);
    if (outcome.tile === 'B' && outcome.nextState !== state) coins++;
    reward += outcome.reward;
    worth += discount ** move * outcome.reward;
    places.push(outcome.nextState);
    if (outcome.done) end = outcome.tile === 'G' ? 'goal' : 'pit';
  }
  return { places, coins, moves: places.length - 1, reward, worth, end };
}

/** Returns the policy that planning finds with the rules in hand, [states·4]. */
export function bestPolicy(world: GridWorld, discount: number): Float64Array {
  let best: Float64Array = new Float64Array(world.states * ACTIONS.length);
  for (const { actionValues } of valueIteration(world, { discount })) best = actionValues;
  return greedyShares(best);
}

/** Which of the choices of the prediction a walk is: coin on the way, straight to the goal, round the coin, astray. */
export function choiceOf({ coins, end }: Walk): number {
  if (end === 'goal') return coins > 0 ? 0 : 1;
  return coins > 2 ? 2 : 3;
}
