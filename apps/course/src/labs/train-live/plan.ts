/** What the open training lab offers: corpora, sizes, learning rates; and the run they add up to. */
import type { Locale } from '@glassbox/quiz';
import type { RunSettings } from '../worker/contract.ts';

export const CORPORA = ['tang-five', 'tang-quatrains', 'tiny-shakespeare', 'one-stanza', 'own'] as const;
export type CorpusName = (typeof CORPORA)[number];

export const SIZES = ['small', 'medium', 'large'] as const;
export type SizeName = (typeof SIZES)[number];

/** Multiples of the size's own learning rate. */
export const RATES = ['0.1', '1', '5', '30'] as const;
export type RateFactor = (typeof RATES)[number];

export const STEPS_LEAST = 10;
export const STEPS_MOST = 20_000;

interface Size {
  model: RunSettings['model'];
  batchSize: number;
  learningRate: number;
  /** Steps until the curve has mostly flattened. */
  flatAfter: number;
  /** How often a run looks at what it writes: with a big model one look takes as long as ten steps. */
  looks: number;
  /** Steps that are offered: as many, or what a laptop without a graphics processor makes in under three minutes. */
  steps: number;
}

/** Widths and rates as measured on the shipped corpora; a smaller model bears a larger rate. */
const SHAPES: Readonly<Record<SizeName, Size>> = {
  small: {
    model: { nLayer: 2, nHead: 4, nEmbd: 96, blockSize: 48, dropout: 0 },
    batchSize: 16,
    learningRate: 4e-3,
    flatAfter: 600,
    looks: 12,
    steps: 600,
  },
  medium: {
    model: { nLayer: 4, nHead: 4, nEmbd: 128, blockSize: 64, dropout: 0 },
    batchSize: 16,
    learningRate: 2e-3,
    flatAfter: 1_000,
    looks: 12,
    steps: 500,
  },
  large: {
    model: { nLayer: 6, nHead: 6, nEmbd: 192, blockSize: 96, dropout: 0.1 },
    batchSize: 16,
    learningRate: 1e-3,
    flatAfter: 2_000,
    looks: 5,
    steps: 100,
  },
};

const CHECKS = 25;

export interface TrainLiveWishes {
  corpus: CorpusName;
  size: SizeName;
  rate: RateFactor;
  steps: number;
  seed: number;
  ownText: string;
}

export function stepsFor(size: SizeName): number {
  return SHAPES[size].steps;
}

export function learningRateFor(size: SizeName, rate: RateFactor): number {
  return SHAPES[size].learningRate * Number(rate);
}

/** The run that the learner's wishes describe. The seed draws weights, batches and samples. */
export function trainLiveSettings(wishes: TrainLiveWishes, locale: Locale): RunSettings {
  const { model, batchSize } = SHAPES[wishes.size];
  const learningRate = learningRateFor(wishes.size, wishes.rate);
  return {
    corpus: corpusChoice(wishes, locale),
    model,
    train: {
      batchSize,
      maxSteps: wishes.steps,
      learningRate,
      minLearningRate: learningRate / 10,
      warmupSteps: Math.min(20, Math.ceil(wishes.steps / 10)),
      beta2: 0.99,
      weightDecay: 0.1,
      gradClip: 1,
      evalEvery: Math.max(5, Math.round(wishes.steps / CHECKS)),
      evalBatches: 2,
    },
    seed: wishes.seed,
    sampling: samplingFor(wishes, locale),
  };
}

/** What a run was started with, in the learner's terms. */
export interface RunWishes {
  corpus: CorpusName;
  /** Undefined for a run that was kept before its size was changed. */
  size: SizeName | undefined;
  rate: RateFactor | undefined;
  seed: number;
}

/** The wishes behind a run's settings: by then the fields on the page may say something else. */
export function wishesOf({ corpus, model, train, seed }: RunSettings): RunWishes {
  const size = SIZES.find((name) => isShape(SHAPES[name].model, model));
  const rate = size && RATES.find((factor) => Math.abs(learningRateFor(size, factor) / train.learningRate - 1) < 1e-9);
  return { corpus: corpus.kind === 'shipped' ? corpus.name : corpus.kind, size, rate, seed };
}

function isShape(one: RunSettings['model'], other: RunSettings['model']): boolean {
  return one.nLayer === other.nLayer && one.nEmbd === other.nEmbd && one.blockSize === other.blockSize;
}

/** Poems have lines to count, English has words to look up; a learner's own text has no measure we could name. */
function samplingFor({ corpus, size, steps }: TrainLiveWishes, locale: Locale): RunSettings['sampling'] {
  const poems = corpus === 'tang-five' || corpus === 'tang-quatrains' || (corpus === 'one-stanza' && locale === 'zh');
  const english = corpus === 'tiny-shakespeare' || (corpus === 'one-stanza' && locale === 'en');
  const fiveCharacters = poems && corpus !== 'tang-quatrains';
  return {
    everySteps: Math.max(10, Math.round(steps / SHAPES[size].looks)),
    maxTokens: poems ? 40 : 120,
    temperature: 0.8,
    stop: poems ? '\n\n' : '',
    measure: fiveCharacters ? 'five-characters' : english ? 'known-words' : 'none',
    texts: 4,
    finalTexts: 8,
  };
}

function corpusChoice({ corpus, ownText }: TrainLiveWishes, locale: Locale): RunSettings['corpus'] {
  if (corpus === 'own') return { kind: 'own', text: ownText };
  if (corpus === 'one-stanza') return { kind: 'one-stanza', name: locale === 'zh' ? 'tang-five' : 'tiny-shakespeare' };
  return { kind: 'shipped', name: corpus };
}

export type Gap = 'above' | 'even' | 'below';

/** Less than this many nats apart is called even: batches alone make losses jump by as much. */
const EVEN_NATS = 0.08;

/** Where validation loss ended compared with training loss. */
export function gapOf(training: number, validation: number): Gap {
  const difference = validation - training;
  if (Math.abs(difference) < EVEN_NATS) return 'even';
  return difference > 0 ? 'above' : 'below';
}

/** Validation loss has risen this far above its best: the model learns by heart. */
const OVERFIT_NATS = 0.1;

export function isOverfit(best: number | undefined, latest: number | undefined): boolean {
  return best !== undefined && latest !== undefined && latest - best > OVERFIT_NATS;
}

/** Knowing only how common each character is saves about a fifth of a blind guess's loss. */
const LEARNT_SHARE = 0.25;

/**
 * Why little was learnt, as far as the settings tell: a learning rate off the suitable one, fewer steps than the size needs, or neither, which leaves
 * the text itself. `steps`: how many were really made. Undefined where the settings are of a size that is no longer offered.
 */
export function whyLittle(
  { rate, size }: Pick<RunWishes, 'rate' | 'size'>,
  steps: number,
): { reason: 'rate' | 'text' } | { reason: 'steps'; needed: number } | undefined {
  if (size === undefined) return undefined;
  if (rate !== '1') return { reason: 'rate' };
  const needed = SHAPES[size].flatAfter;
  return steps < needed / 2 ? { reason: 'steps', needed } : { reason: 'text' };
}

/** The training loss has come down so little from a blind guess that the model knows frequencies at most. */
export function learntLittle(training: number, blindGuess: number | undefined): boolean {
  return blindGuess !== undefined && training > blindGuess * (1 - LEARNT_SHARE);
}
