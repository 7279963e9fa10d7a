/**
 * What the first lab trains: a model small enough to become a poet within a minute on a laptop without a GPU. One plan
 * per language, because a Chinese learner reads quatrains and an English one reads Shakespeare. Numbers were found by
 * measuring; `README.md` of the labs tells the runs.
 */
import type { Locale } from '@glassbox/quiz';
import type { RunSettings } from '../worker/contract.ts';

export const STEPS_DEFAULT: Readonly<Record<Locale, number>> = { zh: 600, en: 900 };
export const STEPS_LEAST = 5;
export const STEPS_MOST = 5_000;

/** Looks at samples about this many times in a run. */
const LOOKS = 12;
/** Writing takes longer than a step on a slow device. */
const LEAST_BETWEEN_LOOKS = 10;
/** A check of the validation loss costs about as much as a step. */
const LEAST_BETWEEN_CHECKS = 5;

/** The settings of a run with `steps` steps and a seed. */
export function firstPoemSettings(locale: Locale, steps: number, seed: number): RunSettings {
  const everySteps = Math.max(LEAST_BETWEEN_LOOKS, Math.round(steps / LOOKS));
  const chinese = locale === 'zh';
  return {
    corpus: { kind: 'shipped', name: chinese ? 'tang-five' : 'tiny-shakespeare' },
    model: { nLayer: 2, nHead: 4, nEmbd: chinese ? 96 : 64, blockSize: 32, dropout: 0 },
    train: {
      batchSize: chinese ? 24 : 32,
      maxSteps: steps,
      learningRate: chinese ? 3e-3 : 6e-3,
      minLearningRate: chinese ? 3e-4 : 6e-4,
      warmupSteps: Math.min(30, Math.ceil(steps / 10)),
      beta2: 0.99,
      weightDecay: 0.1,
      gradClip: 1,
      evalEvery: Math.max(LEAST_BETWEEN_CHECKS, Math.round(steps / 20)),
      evalBatches: 2,
    },
    seed,
    sampling: {
      everySteps,
      maxTokens: chinese ? 40 : 100,
      temperature: chinese ? 0.8 : 0.6,
      stop: chinese ? '\n\n' : '',
      measure: chinese ? 'five-characters' : 'known-words',
      texts: 4,
      finalTexts: 8,
    },
  };
}

/** Shares that the four choices of the prediction stand for: up to 25 %, 55 %, 85 %, and above. */
const UPPER_BOUNDS = [0.25, 0.55, 0.85];

/** Which choice a measured share belongs to. */
export function choiceOf(share: number): number {
  const index = UPPER_BOUNDS.findIndex((bound) => share <= bound);
  return index === -1 ? UPPER_BOUNDS.length : index;
}

export type Verdict = 'none' | 'right' | 'more' | 'less';

/** How a guess compares with what was measured: right, or the model did more or less than guessed. */
export function judgeGuess(guess: number | undefined, share: number): Verdict {
  if (guess === undefined) return 'none';
  const actual = choiceOf(share);
  if (actual === guess) return 'right';
  return actual > guess ? 'more' : 'less';
}
