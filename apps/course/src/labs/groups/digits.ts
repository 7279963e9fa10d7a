/** Handwriting as samples: every fourth image of each digit, each pixel the mean of four. Runs in the worker. */
import { type Matrix, matrixOf } from '@glassbox/core/classic';
import { SIDE } from './contract.ts';

/** Layout of `handwriting.bin`: 160 images of each digit, 28 × 28 pixels in four grey levels, four to a byte. */
const PER_DIGIT = 160;
const FULL_SIDE = 2 * SIDE;
const BYTES = FULL_SIDE ** 2 / 4;
const BRIGHTEST = 3;
/** 40 of each digit: k-means on them takes a fraction of a second. */
const EVERY = 4;

export interface DigitSamples {
  matrix: Matrix;
  labels: Uint8Array;
}

/** Returns 400 samples of SIDE² numbers from 0 to 1. */
export function digitSamples(bytes: Uint8Array): DigitSamples {
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  for (let image = 0; image < 10 * PER_DIGIT; image += EVERY) {
    rows.push(smaller(bytes.subarray(image * BYTES, (image + 1) * BYTES)));
    labels.push(Math.floor(image / PER_DIGIT));
  }
  return { matrix: matrixOf(rows), labels: Uint8Array.from(labels) };
}

function smaller(image: Uint8Array): Float64Array {
  const level = (row: number, column: number) => {
    const pixel = row * FULL_SIDE + column;
    return ((image[pixel >> 2] ?? 0) >> (2 * (pixel & 3))) & BRIGHTEST;
  };
  return Float64Array.from({ length: SIDE ** 2 }, (_, index) => {
    const [row, column] = [2 * Math.floor(index / SIDE), 2 * (index % SIDE)];
    const sum = level(row, column) + level(row, column + 1) + level(row + 1, column) + level(row + 1, column + 1);
    return sum / (4 * BRIGHTEST);
  });
}

/** 0…1 as bytes, for drawing. */
export function toBytes(values: ArrayLike<number>): Uint8Array {
  return Uint8Array.from(values, (value) => Math.round(255 * value));
}
