/**
 * Sums of two numbers of equally many digits. Written from the left, the first digit of the answer needs every carry;
 * reversed, each digit needs only its column and one carry (Lee et al. 2023, arXiv:2307.03381, section 4).
 */
import type { Random } from '@glassbox/kernels/random';
import { checkWholeBetween } from '../../foundations/check-between.ts';
import { type Question, type QuestionSource, WORK_END } from './questions.ts';

/** Sums of two numbers of equally many digits. */
export interface AdditionSpec {
  readonly name: 'addition';
  /** Digits of each number, 1 to 9; shorter numbers are written with leading zeros. */
  readonly digits: number;
  /** The answer from the ones up, `57+68=521`. Default false: `57+68=125`. */
  readonly reversed?: boolean;
  /** First write each column's sum from the ones up, carry included: `57+68=1512|125`. Default false. */
  readonly scratchpad?: boolean;
}

/**
 * Returns the source of additions: numbers uniform in [0, 10^digits), answers of digits + 1 characters.
 *
 * @throws ConfigError if `digits` is out of range
 * @example additionQuestions({ name: 'addition', digits: 2 }).draw(createRandom(1)); // { prompt: '62+00=', answer: '062', … }
 */
export function additionQuestions({ digits, reversed = false, scratchpad = false }: AdditionSpec): QuestionSource {
  checkWholeBetween('addition', 'digits', digits, 1, 9);
  return {
    alphabet: '0123456789+=',
    longestPrompt: 2 * digits + 2,
    longestWriting: digits + 1 + (scratchpad ? 2 * digits + 1 : 0),
    draw: (random) =>
      addition(drawNumber(random, digits), drawNumber(random, digits), { digits, reversed, scratchpad }),
  };
}

function addition(
  a: string,
  b: string,
  { digits, reversed, scratchpad }: Required<Omit<AdditionSpec, 'name'>>,
): Question {
  const sum = String(Number(a) + Number(b)).padStart(digits + 1, '0');
  return {
    prompt: `${a}+${b}=`,
    work: scratchpad ? `${columnSums(a, b).join('')}${WORK_END}` : '',
    answer: reversed ? [...sum].reverse().join('') : sum,
    steps: digits,
  };
}

/** Each column's sum with its carry, from the ones up, two digits each: 57 + 68 → 15, 12. */
function columnSums(a: string, b: string): string[] {
  let carry = 0;
  return Array.from(a, (_, fromRight) => {
    const column = a.length - 1 - fromRight;
    const sum = Number(a[column]) + Number(b[column]) + carry;
    carry = Math.floor(sum / 10);
    return String(sum).padStart(2, '0');
  });
}

function drawNumber(random: Random, digits: number): string {
  return String(Math.floor(random.next() * 10 ** digits)).padStart(digits, '0');
}
