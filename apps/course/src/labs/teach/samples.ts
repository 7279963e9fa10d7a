/** The samples of a task as faces to look at and as rows of numbers to learn from. */
import { type Matrix, matrixOf, textFeatures } from '@glassbox/core/classic';
import type { Locale } from '@glassbox/quiz';
import type { Face, Label, Task } from './contract.ts';
import { BYTES_PER_IMAGE, levelAt, SIDE } from './image.ts';
import { notesIn } from './notes.ts';

/** Per digit, as `make-handwriting.ts` of the package models wrote them. */
const PER_DIGIT = 160;
/** Texts are hashed to this many columns. */
const COLUMNS = 256;
/** Rows of texts have length 1, images about 5: both learn at one pace when they are as long. */
const TEXT_SCALE = 5;
const HIGHEST_LEVEL = 3;

export interface Samples {
  faces: readonly Face[];
  truths: readonly Label[];
  /** shape [samples, columns] */
  features: Matrix;
}

/** Returns the samples of a task; `digits` are the bytes of `handwriting.bin`. */
export function samplesOf(task: Task, locale: Locale, digits: Uint8Array): Samples {
  return task === 'notes' ? notes(locale) : images(digitsOf(task), digits);
}

/** The two digits of a task. */
export function digitsOf(task: Exclude<Task, 'notes'>): [number, number] {
  const [first = 0, second = 0] = task.split('-').map(Number);
  return [first, second];
}

function notes(locale: Locale): Samples {
  const { person, page } = notesIn(locale);
  const texts = [...person, ...page];
  const features = textFeatures(texts, { columns: COLUMNS });
  return {
    faces: texts.map((text) => ({ kind: 'note', text })),
    truths: texts.map((_, index) => (index < person.length ? 0 : 1)),
    features: { ...features, values: features.values.map((value) => TEXT_SCALE * value) },
  };
}

function images(classes: [number, number], digits: Uint8Array): Samples {
  const pixels = classes.flatMap((digit) =>
    Array.from({ length: PER_DIGIT }, (_, index) => {
      const start = BYTES_PER_IMAGE * (PER_DIGIT * digit + index);
      return digits.slice(start, start + BYTES_PER_IMAGE);
    }),
  );
  return {
    faces: pixels.map((image) => ({ kind: 'digit', pixels: image })),
    truths: pixels.map((_, index) => (index < PER_DIGIT ? 0 : 1)),
    features: matrixOf(pixels.map(halfSize)),
  };
}

/** Means of squares of 2 × 2 pixels, 0…1: a quarter of the numbers, and the digit can still be told. */
function halfSize(image: Uint8Array): Float64Array {
  const half = SIDE / 2;
  return Float64Array.from({ length: half ** 2 }, (_, cell) => {
    const [row, column] = [2 * Math.floor(cell / half), 2 * (cell % half)];
    const sum =
      levelAt(image, row, column) +
      levelAt(image, row, column + 1) +
      levelAt(image, row + 1, column) +
      levelAt(image, row + 1, column + 1);
    return sum / (4 * HIGHEST_LEVEL);
  });
}
