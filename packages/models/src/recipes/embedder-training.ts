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

/** One text on its way through the model. */
interface Passage {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  readonly unit: Float32Array;
  readonly norm: number;
}

export interface EmbedderTraining {
  readonly weights: EmbedderWeights;
  /** Takes one step and returns the loss in nats before it. `rate` scales the learning rate. */
  step(pairs: readonly Pair[], rate?: number): number;
  /** The loss and its gradients, without a step. */
  gradients(pairs: readonly Pair[]): {
    loss: number;
    table: Map<number, Float32Array>;
    importance: Map<number, number>;
  };
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

  function gradients(pairs: readonly Pair[]) {
    const a = pairs.map(([text]) => forward(weights, text));
    const b = pairs.map(([, text]) => forward(weights, text));
    const { loss, unitGradients } = contrast(a, b, temperature);
    const tableGradients = new Map<number, Float32Array>();
    const importanceGradients = new Map<number, number>();
    for (const [index, passage] of [...a, ...b].entries()) {
      backward(
        weights,
        passage,
        unitGradients[index] ?? new Float32Array(dimensions),
        tableGradients,
        importanceGradients,
      );
    }
    return { loss, table: tableGradients, importance: importanceGradients };
  }

  return {
    weights,
    gradients,
    step(pairs, rate = 1) {
      const { loss, table: tableGradients, importance: importanceGradients } = gradients(pairs);
      for (const [row, gradient] of tableGradients) {
        for (let i = 0, at = row * dimensions; i < dimensions; i++, at++) {
          adaGrad(table, tableSquares, at, gradient[i] as number, rate * learningRate);
        }
      }
      for (const [row, gradient] of importanceGradients) {
        adaGrad(importance, importanceSquares, row, gradient, rate * learningRate);
      }
      return loss;
    },
  };
}

/** @see Duchi et al. 2011 */
function adaGrad(values: Float32Array, squares: Float32Array, at: number, gradient: number, rate: number): void {
  const square = (squares[at] as number) + gradient * gradient;
  squares[at] = square;
  values[at] = (values[at] as number) - (rate * gradient) / (Math.sqrt(square) + EPSILON);
}

/** The formula of `embedText`, keeping what the way back needs. */
function forward({ rows, dimensions, table, importance }: EmbedderWeights, text: string): Passage {
  const hashes = featureHashes(text);
  const first = hashes.map((hash) => rowOf(hash, 0, rows));
  const second = hashes.map((hash) => rowOf(hash, 1, rows));
  const sum = new Float32Array(dimensions);
  for (let f = 0; f < hashes.length; f++) {
    const weight = importance[first[f] as number] as number;
    const [x, y] = [(first[f] as number) * dimensions, (second[f] as number) * dimensions];
    for (let i = 0; i < dimensions; i++) {
      sum[i] = (sum[i] as number) + weight * ((table[x + i] as number) + (table[y + i] as number));
    }
  }
  const norm = Math.sqrt(sum.reduce((square, value) => square + value * value, 0)) || 1;
  return { first, second, unit: sum.map((value) => value / norm), norm };
}

/** The loss and its gradient with respect to every unit vector, first those of a, then those of b. */
function contrast(a: readonly Passage[], b: readonly Passage[], temperature: number) {
  const size = a.length;
  const scores = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) scores[i * size + j] = dot(a[i]?.unit, b[j]?.unit) / temperature;
  }
  const slopes = new Float64Array(size * size); // dL/dscore
  let loss = 0;
  for (let i = 0; i < size; i++) {
    loss += softmaxLoss(scores, slopes, size, i * size, 1, i);
    loss += softmaxLoss(scores, slopes, size, i, size, i);
  }
  const dimensions = a[0]?.unit.length ?? 0;
  const unitGradients = Array.from({ length: 2 * size }, () => new Float32Array(dimensions));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const slope = (slopes[i * size + j] as number) / temperature;
      if (Math.abs(slope) < 1e-9) continue;
      addScaled(unitGradients[i], b[j]?.unit, slope);
      addScaled(unitGradients[size + j], a[i]?.unit, slope);
    }
  }
  return { loss: loss / (2 * size), unitGradients };
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

function backward(
  { dimensions, table, importance }: EmbedderWeights,
  { first, second, unit, norm }: Passage,
  unitGradient: Float32Array,
  tableGradients: Map<number, Float32Array>,
  importanceGradients: Map<number, number>,
): void {
  // d(u/|u|): the part along the vector itself changes only its length
  const along = dot(unitGradient, unit);
  const sumGradient = unitGradient.map((value, i) => (value - along * (unit[i] as number)) / norm);
  for (let f = 0; f < first.length; f++) {
    const [rowA, rowB] = [first[f] as number, second[f] as number];
    const weight = importance[rowA] as number;
    addScaled(rowGradient(tableGradients, rowA, dimensions), sumGradient, weight);
    addScaled(rowGradient(tableGradients, rowB, dimensions), sumGradient, weight);
    let slope = 0;
    const [x, y] = [rowA * dimensions, rowB * dimensions];
    for (let i = 0; i < dimensions; i++) {
      slope += (sumGradient[i] as number) * ((table[x + i] as number) + (table[y + i] as number));
    }
    importanceGradients.set(rowA, (importanceGradients.get(rowA) ?? 0) + slope);
  }
}

function rowGradient(gradients: Map<number, Float32Array>, row: number, dimensions: number): Float32Array {
  let gradient = gradients.get(row);
  if (!gradient) {
    gradient = new Float32Array(dimensions);
    gradients.set(row, gradient);
  }
  return gradient;
}

function addScaled(target: Float32Array | undefined, source: Float32Array | undefined, factor: number): void {
  if (!target || !source) return;
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + factor * (source[i] as number);
}

function dot(a: Float32Array | undefined, b: Float32Array | undefined): number {
  let sum = 0;
  if (a && b) for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
