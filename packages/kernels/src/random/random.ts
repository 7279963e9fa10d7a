/** The seeded generator every draw in Glassbox comes from: small, fast, and its whole state is one number. */
import { KernelError } from '../errors.ts';

export interface Random {
  /** Returns the next draw, uniform in [0, 1), with 32 bits. */
  next(): number;
  /** The whole state, a 32-bit unsigned integer: store it, and `createRandom(state)` goes on where this one stopped. */
  readonly state: number;
}

/**
 * Returns a generator whose draws depend on `seed` alone (mulberry32: period 2³², passes gjrand; not for secrets).
 *
 * @param seed an integer; its low 32 bits count
 * @throws KernelError if `seed` is not an integer
 * @see Ettinger 2017, mulberry32
 * @example const random = createRandom(7); random.next();
 */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed)) {
    throw new KernelError(`createRandom: seed is ${seed}; an integer was needed; pass one such as 1`);
  }
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let bits = Math.imul(state ^ (state >>> 15), state | 1);
      bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
      return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
    },
    get state() {
      return state;
    },
  };
}
