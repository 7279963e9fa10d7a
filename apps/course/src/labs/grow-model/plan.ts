/** The sliders: what they may say, where they begin, and what is kept of them. Pure. */
import { BACKEND_CHOICES } from '../parts/backend.ts';
import { numberIn, oneOf, record } from '../parts/persisted.ts';
import type { LabLink } from '../parts/shared-settings.ts';
import type { BackendChoice } from '../worker/contract.ts';
import type { Shape } from './contract.ts';

export interface GrowChoices {
  shape: Shape;
  seed: number;
  backend: BackendChoice;
  guess: number | undefined;
}

/** What each slider may stand at. Widths are whole heads of at least 16 numbers. */
export const STOPS = {
  nLayer: [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 40, 48, 64, 96],
  nEmbd: [32, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1280, 1536, 1600, 2048, 2560, 4096, 5120, 8192, 12288],
  vocabSize: [65, 256, 1000, 2756, 8000, 16000, 32000, 50257, 100000, 200000],
  blockSize: [16, 32, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 32768, 131072],
} as const;

export type Slider = keyof typeof STOPS;

/** The poet of lesson `next-token`. */
export const FIRST_SHAPE: Shape = { nLayer: 4, nHead: 4, nEmbd: 128, vocabSize: 2756, blockSize: 48 };

/** Larger ones are counted and not built: twice as wide they have four times as many, and a page should take some hundred megabytes at most. */
export const MOST_BUILT = 3e6;

const FIRST: GrowChoices = { shape: FIRST_SHAPE, seed: 1, backend: 'auto', guess: undefined };

export const LINK: LabLink<GrowChoices> = {
  lab: 'grow-model',
  fields: { shape: 'setting', seed: 'setting', backend: 'own', guess: 'own' },
};

export function firstChoices(): GrowChoices {
  return FIRST;
}

/** Returns the shape with one slider moved; the number of heads follows the width. */
export function withSlider(shape: Shape, slider: Slider, value: number): Shape {
  const moved = { ...shape, [slider]: value };
  return { ...moved, nHead: headsFor(moved.nEmbd) };
}

/** Returns the shape with twice the width and everything else as it was. */
export function twiceAsWide(shape: Shape): Shape {
  return withSlider(shape, 'nEmbd', shape.nEmbd * 2);
}

/** Heads of 32 numbers in small models, of 64 and 128 in large ones, as they are usually made. */
export function headsFor(nEmbd: number): number {
  const size = nEmbd >= 4096 ? 128 : nEmbd >= 512 ? 64 : 32;
  return Math.max(1, Math.floor(nEmbd / size));
}

/** Returns the stop of a slider that is nearest to a value, by ratio. */
export function nearestStop(slider: Slider, value: number): number {
  const distance = (stop: number) => Math.abs(Math.log(stop / value));
  return STOPS[slider].reduce((best, stop) => (distance(stop) < distance(best) ? stop : best), STOPS[slider][0]);
}

/** Which of the choices of the prediction a ratio is: about 2, between, about 4. */
export function choiceOfRatio(ratio: number): number {
  return ratio < 2.5 ? 0 : ratio < 3.8 ? 1 : 2;
}

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): GrowChoices {
  const fields = record(json) ?? {};
  const shape = record(fields.shape) ?? {};
  const stop = (slider: Slider) => {
    const value = shape[slider];
    return typeof value === 'number' && value > 0 && Number.isFinite(value)
      ? nearestStop(slider, value)
      : FIRST_SHAPE[slider];
  };
  const nEmbd = stop('nEmbd');
  return {
    shape: {
      nLayer: stop('nLayer'),
      nHead: headsFor(nEmbd),
      nEmbd,
      vocabSize: stop('vocabSize'),
      blockSize: stop('blockSize'),
    },
    seed: Math.round(numberIn(fields.seed, 0, 1e9, FIRST.seed)),
    backend: oneOf(fields.backend, BACKEND_CHOICES, 'auto'),
    guess: typeof fields.guess === 'number' ? Math.round(numberIn(fields.guess, 0, 2, 0)) : undefined,
  };
}
