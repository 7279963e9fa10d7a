/**
 * A chain of sums and products modulo m, taken from left to right: `3+5*2+4=` asks for ((3 + 5)·2 + 4) mod m. Each step needs
 * the one before it, so without a scratchpad the whole chain must fit into one pass through the layers; with one, each
 * written token needs a single step (Nye et al. 2021, arXiv:2112.00114; Wei et al. 2022, arXiv:2201.11903). Short chains
 * are filled up with dots, `3+5....=`, so that the writing begins at one place: small models learn places slowly.
 */
import type { Random } from '@glassbox/kernels/random';
import { checkWholeBetween } from '../../foundations/check-between.ts';
import { type Question, type QuestionSource, WORK_END } from './questions.ts';

/** Chains of sums and products modulo m. */
export interface ChainSpec {
  readonly name: 'chain';
  /** The longest chain, 1 to 20; each question has minSteps to maxSteps steps, equally often. */
  readonly maxSteps: number;
  /** The shortest chain, 1 to maxSteps. Default 1. Of very short chains there are few, and fewer still for tests. */
  readonly minSteps?: number;
  /** m, 2 to 10: a prime keeps every product by 1 … m − 1 undoable. Default 7. */
  readonly modulus?: number;
  /** First write the value after each step but the last, the answer: `3+5*2+4=12|6`. Default false. */
  readonly scratchpad?: boolean;
}

/**
 * Returns the source of chains; the answer is one digit.
 *
 * @throws ConfigError if a number is out of range
 */
export function chainQuestions({ maxSteps, minSteps = 1, modulus = 7, scratchpad = false }: ChainSpec): QuestionSource {
  checkWholeBetween('chain', 'maxSteps', maxSteps, 1, 20);
  checkWholeBetween('chain', 'minSteps', minSteps, 1, maxSteps);
  checkWholeBetween('chain', 'modulus', modulus, 2, 10);
  return {
    alphabet: '0123456789+*.=',
    longestPrompt: 2 * maxSteps + 2,
    longestWriting: scratchpad ? maxSteps + 1 : 1,
    draw(random) {
      const steps = minSteps + below(random, maxSteps - minSteps + 1);
      return chain(random, { steps, maxSteps, modulus, scratchpad });
    },
  };
}

function chain(
  random: Random,
  { steps, maxSteps, modulus, scratchpad }: Required<Omit<ChainSpec, 'name' | 'minSteps'>> & { readonly steps: number },
): Question {
  let value = below(random, modulus);
  let prompt = String(value);
  const values: number[] = [];
  for (let step = 0; step < steps; step++) {
    const times = random.next() < 0.5;
    const operand = times ? 1 + below(random, modulus - 1) : below(random, modulus); // never times 0: it would forget
    value = (times ? value * operand : value + operand) % modulus;
    prompt += `${times ? '*' : '+'}${operand}`;
    values.push(value);
  }
  const work = scratchpad ? `${values.slice(0, -1).join('')}${WORK_END}` : '';
  return { prompt: `${prompt.padEnd(2 * maxSteps + 1, '.')}=`, work, answer: String(value), steps };
}

function below(random: Random, limit: number): number {
  return Math.floor(random.next() * limit);
}
