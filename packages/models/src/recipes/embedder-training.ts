/**
 * Trains the hashed embedder in plain typed arrays: a step touches only the rows of the pieces it saw, which a tensor
 * library can't do cheaply. Gradients are written out and checked by differences in the test.
 *
 *   L = −½·Σᵢ [log softmaxⱼ(aᵢ·bⱼ/τ)ᵢ + log softmaxⱼ(bᵢ·aⱼ/τ)ᵢ] / N    over a batch of pairs (aᵢ, bᵢ), all of length 1
 *
 * @see van den Oord et al. 2018 (InfoNCE); Gao et al. 2021, "SimCSE", for the temperature
 */
import { createRandom } from '@glassbox/core';
import { type EmbedderWeights, featureHashes, rowOf } from '@glassbox/core/rag';
import type { Pair } from './embedder-pairs.ts';

export interface EmbedderTrainingOptions {
  readonly rows: number;
  readonly dimensions: number;
  /** τ. */
  readonly temperature: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** AdaGrad divides by the root of the squares so far; this keeps the first steps finite. */
const EPSILON = 1e-6;

/** A batch on its way through the model: texts a₁…a_N, b₁…b_N in one list. */
interface Batch {
  /** Rows of every piece, and where each text's pieces begin; one more entry ends the last. */
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  readonly starts: Uint32Array;
  /** [2N, dimensions], each of length 1, and the lengths before. */
  readonly units: Float32Array;
  readonly norms: Float32Array;
}

interface Gradients {
  readonly loss: number;
  /** As long as the weights; zero but for the rows in `touched`. Reused by the next call. */
  readonly table: Float32Array;
  readonly importance: Float32Array;
  readonly touched: readonly number[];
}

export interface EmbedderTraining {
  readonly weights: EmbedderWeights;
  /** Takes one step and returns the loss in nats before it. `rate` scales the learning rate. */
  step(pairs: readonly Pair[], rate?: number): number;
  /** The loss and its gradients, without a step. */
  gradients(pairs: readonly Pair[]): Gradients;
}

/** Returns a training run that begins from seeded random vectors of mean length 1, all of the same importance. */
export function createEmbedderTraining(options: EmbedderTrainingOptions): EmbedderTraining {
  const { rows, dimensions, temperature, learningRate, seed } = options;
  const random = createRandom(seed);
  const scale = Math.sqrt(3 / dimensions); // uniform of variance 1/dimensions
  const table = Float32Array.from({ length: rows * dimensions }, () => (2 * random.next() - 1) * scale);
  const importance = new Float32Array(rows).fill(1);
  const weights: EmbedderWeights = { rows, dimensions, table, importance };
  const tableSquares = new Float32Array(table.length);
  const importanceSquares = new Float32Array(rows);
  const gradient = { table: new Float32Array(table.length), importance: new Float32Array(rows) };
  const isTouched = new Uint8Array(rows);
  let touched: number[] = [];

  function clear(): void {
    for (const row of touched) {
      gradient.table.fill(0, row * dimensions, (row + 1) * dimensions);
      gradient.importance[row] = 0;
      isTouched[row] = 0;
    }
    touched = [];
  }

  function gradients(pairs: readonly Pair[]): Gradients {
    clear();
    const batch = forward(weights, [...pairs.map(([text]) => text), ...pairs.map(([, text]) => text)]);
    const { loss, slopes } = contrast(batch.units, pairs.length, dimensions, temperature);
    for (const list of [batch.first, batch.second]) {
      for (const row of list) {
        if (isTouched[row] === 0) touched.push(row);
        isTouched[row] = 1;
      }
    }
    backward(weights, batch, slopes, gradient);
    return { loss, ...gradient, touched };
  }

  return {
    weights,
    gradients,
    step(pairs, rate = 1) {
      const { loss } = gradients(pairs);
      for (const row of touched) {
        for (let at = row * dimensions; at < (row + 1) * dimensions; at++) {
          adaGrad(table, tableSquares, at, gradient.table[at] as number, rate * learningRate);
        }
        adaGrad(importance, importanceSquares, row, gradient.importance[row] as number, rate * learningRate);
      }
      return loss;
    },
  };
}

/** @see Duchi et al. 2011 */
function adaGrad(values: Float32Array, squares: Float32Array, at: number, slope: number, rate: number): void {
  const square = (squares[at] as number) + slope * slope;
  squares[at] = square;
  values[at] = (values[at] as number) - (rate * slope) / (Math.sqrt(square) + EPSILON);
}

/** The formula of `embedText`, keeping what the way back needs. */
function forward({ rows, dimensions, table, importance }: EmbedderWeights, texts: readonly string[]): Batch {
  const hashes = texts.map(featureHashes);
  const starts = new Uint32Array(texts.length + 1);
  for (const [i, list] of hashes.entries()) starts[i + 1] = (starts[i] as number) + list.length;
  const count = starts[texts.length] as number;
  const [first, second] = [new Uint32Array(count), new Uint32Array(count)];
  const units = new Float32Array(texts.length * dimensions);
  const norms = new Float32Array(texts.length);
  let f = 0;
  for (const [text, list] of hashes.entries()) {
    const into = text * dimensions;
    for (const hash of list) {
      const [rowA, rowB] = [rowOf(hash, 0, rows), rowOf(hash, 1, rows)];
      first[f] = rowA;
      second[f] = rowB;
      f++;
      const weight = importance[rowA] as number;
      for (let i = 0, x = rowA * dimensions, y = rowB * dimensions; i < dimensions; i++, x++, y++) {
        units[into + i] = (units[into + i] as number) + weight * ((table[x] as number) + (table[y] as number));
      }
    }
    let square = 0;
    for (let i = 0; i < dimensions; i++) square += (units[into + i] as number) ** 2;
    const norm = Math.sqrt(square) || 1;
    norms[text] = norm;
    for (let i = 0; i < dimensions; i++) units[into + i] = (units[into + i] as number) / norm;
  }
  return { first, second, starts, units, norms };
}

/** The loss, and its slopes with respect to every unit vector: [2N, dimensions], as the units. */
function contrast(units: Float32Array, size: number, dimensions: number, temperature: number) {
  const scores = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0, x = i * dimensions, y = (size + j) * dimensions; k < dimensions; k++, x++, y++) {
        sum += (units[x] as number) * (units[y] as number);
      }
      scores[i * size + j] = sum / temperature;
    }
  }
  const scoreSlopes = new Float64Array(size * size);
  let loss = 0;
  for (let i = 0; i < size; i++) {
    loss += softmaxLoss(scores, scoreSlopes, size, i * size, 1, i);
    loss += softmaxLoss(scores, scoreSlopes, size, i, size, i);
  }
  const slopes = new Float32Array(units.length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const slope = (scoreSlopes[i * size + j] as number) / temperature;
      for (let k = 0, x = i * dimensions, y = (size + j) * dimensions; k < dimensions; k++, x++, y++) {
        slopes[x] = (slopes[x] as number) + slope * (units[y] as number);
        slopes[y] = (slopes[y] as number) + slope * (units[x] as number);
      }
    }
  }
  return { loss: loss / (2 * size), slopes };
}

/** Cross-entropy of one row (stride 1) or column (stride size), with the right one at `target`; adds its slopes. */
function softmaxLoss(
  scores: Float64Array,
  slopes: Float64Array,
  size: number,
  start: number,
  stride: number,
  target: number,
): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < size; k++) largest = Math.max(largest, scores[start + k * stride] as number);
  let total = 0;
  for (let k = 0; k < size; k++) total += Math.exp((scores[start + k * stride] as number) - largest);
  for (let k = 0; k < size; k++) {
    const at = start + k * stride;
    const probability = Math.exp((scores[at] as number) - largest) / total;
    slopes[at] = (slopes[at] as number) + (probability - (k === target ? 1 : 0)) / (2 * size);
  }
  return largest + Math.log(total) - (scores[start + target * stride] as number);
}

/** Adds the gradients of table and importance. */
function backward(
  { dimensions, table, importance }: EmbedderWeights,
  { first, second, starts, units, norms }: Batch,
  slopes: Float32Array,
  gradient: { readonly table: Float32Array; readonly importance: Float32Array },
): void {
  const sumSlopes = new Float32Array(dimensions);
  for (let text = 0; text < norms.length; text++) {
    const from = text * dimensions;
    // d(u/|u|): the part along the vector itself changes only its length
    let along = 0;
    for (let i = 0; i < dimensions; i++) along += (slopes[from + i] as number) * (units[from + i] as number);
    for (let i = 0; i < dimensions; i++) {
      sumSlopes[i] = ((slopes[from + i] as number) - along * (units[from + i] as number)) / (norms[text] as number);
    }
    for (let f = starts[text] as number; f < (starts[text + 1] as number); f++) {
      const [rowA, rowB] = [first[f] as number, second[f] as number];
      const weight = importance[rowA] as number;
      let slope = 0;
      for (let i = 0, x = rowA * dimensions, y = rowB * dimensions; i < dimensions; i++, x++, y++) {
        const one = sumSlopes[i] as number;
        slope += one * ((table[x] as number) + (table[y] as number));
        gradient.table[x] = (gradient.table[x] as number) + weight * one;
        gradient.table[y] = (gradient.table[y] as number) + weight * one;
      }
      gradient.importance[rowA] = (gradient.importance[rowA] as number) + slope;
    }
  }
}
