/**
 * Questions with one right answer, such as `12+34=` → `046`. A model reads the prompt and writes; with a scratchpad it
 * first writes its work, ended by `|`, then the answer. Test questions are never trained on: a question belongs to the
 * test part by the hash of its text, whatever the seed.
 */
import { createRandom, type Random } from '@glassbox/kernels/random';
import type { Batch } from '../../data/batch-source.ts';
import { ConfigError } from '../../foundations/errors.ts';
import { mixSeed } from '../../foundations/random.ts';
import { tokenizerOfCharacters } from '../../tokenizer/char-tokenizer.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';

/** One question with its one right answer. */
export interface Question {
  readonly prompt: string;
  /** What the model writes before the answer, up to and with `|`; empty without a scratchpad. */
  readonly work: string;
  readonly answer: string;
  /** How many steps of thought it takes; scores are also given per number of steps. */
  readonly steps: number;
}

/** A source of questions; `questionTask` makes a Task of it. */
export interface QuestionSource {
  /** Every character a prompt, work or answer can hold. */
  readonly alphabet: string;
  /** Characters of the longest prompt, and of the longest work with its answer. */
  readonly longestPrompt: number;
  readonly longestWriting: number;
  draw(random: Random): Question;
}

/** Ends the work; what follows is the answer. */
export const WORK_END = '|';
/** Ends everything a model writes. */
export const STOP = '\n';

const TEST_SHARE = 0.1;
/** Of a source with so few questions that none of a part turns up, something is wrong. */
const MOST_TRIES = 10_000;

/** Returns the tokenizer of a source: one token per character of its alphabet, with the stop and the end of work. */
export function questionTokenizer({ alphabet }: QuestionSource): Tokenizer {
  return tokenizerOfCharacters([...new Set(`${STOP}${WORK_END}${alphabet}`)].sort());
}

/**
 * Returns `count` questions of the training or the test part, drawn with replacement; the same seed, the same ones.
 *
 * @throws ConfigError if the source has no question of the part
 */
export function drawQuestions(
  source: QuestionSource,
  { seed, count, part }: { readonly seed: number; readonly count: number; readonly part: 'train' | 'test' },
): Question[] {
  const random = createRandom(mixSeed(seed, part === 'test' ? 1 : 0));
  return Array.from({ length: count }, () => drawOf(source, random, part));
}

/** True if a question is kept for tests: about one in ten, decided by its prompt alone. */
export function isTestQuestion(prompt: string): boolean {
  const hash = mixSeed(...Array.from(prompt, (character) => character.codePointAt(0) ?? 0));
  return hash / 2 ** 32 < TEST_SHARE;
}

/** Returns the answer in what a model wrote: the text after the last `|`, up to the stop. */
export function answerIn(written: string): string {
  const [beforeStop = ''] = written.split(STOP);
  return beforeStop.slice(beforeStop.lastIndexOf(WORK_END) + 1);
}

/**
 * Returns one row per question, padded on the right; the loss counts on what the model must write (work, answer, stop),
 * not on the prompt and not on the padding.
 *
 * @param blockSize T, at least the longest prompt and writing together
 */
export function questionRows(questions: readonly Question[], tokenizer: Tokenizer, blockSize: number): Batch {
  const inputs = new Int32Array(questions.length * blockSize);
  const targets = new Int32Array(questions.length * blockSize).fill(-1);
  for (const [row, { prompt, work, answer }] of questions.entries()) {
    const tokenIds = tokenizer.encode(`${prompt}${work}${answer}${STOP}`);
    inputs.set(tokenIds.subarray(0, -1), row * blockSize);
    targets.set(tokenIds.subarray(prompt.length), row * blockSize + prompt.length - 1);
  }
  return { inputs, targets, shape: [questions.length, blockSize] };
}

function drawOf(source: QuestionSource, random: Random, part: 'train' | 'test'): Question {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const question = source.draw(random);
    if (isTestQuestion(question.prompt) === (part === 'test')) return question;
  }
  throw new ConfigError(
    `drawQuestions: no ${part} question was found in ${MOST_TRIES} draws; at least one was needed; use a larger task.`,
    'task',
  );
}
