/**
 * Nearest vectors by comparing with every one. Exact, and at ten thousand chunks of 64 numbers a matter of a
 * millisecond, so no approximate index is needed; larger collections belong in a store of their own (pgvector).
 */
import { ShapeError } from '@glassbox/kernels/errors';
import { type Scored, TopList } from './top-list.ts';

/** Vectors of one length that can be searched by cosine; plain memory, nothing to dispose. */
export class VectorIndex {
  readonly dimensions: number;
  #values: Float32Array;
  readonly #ids: string[] = [];
  readonly #rowOf = new Map<string, number>();

  /** @param dimensions length of every vector */
  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.#values = new Float32Array(dimensions * 64);
  }

  get size(): number {
    return this.#ids.length;
  }

  /** Throws the ShapeError that `add` would. */
  check(vector: Float32Array): void {
    checkVector(vector, this.dimensions);
  }

  /**
   * Adds a vector, scaled to length 1; one of the same id is replaced.
   *
   * @throws ShapeError if its length is not `dimensions` or a number in it is not finite
   */
  add(id: string, vector: Float32Array): void {
    checkVector(vector, this.dimensions);
    let row = this.#rowOf.get(id);
    if (row === undefined) {
      row = this.#ids.length;
      this.#ids.push(id);
      this.#rowOf.set(id, row);
      this.#grow();
    }
    this.#values.set(normalised(vector), row * this.dimensions);
  }

  /** Removes a vector; returns whether it was there. The last row takes its place. */
  remove(id: string): boolean {
    const row = this.#rowOf.get(id);
    if (row === undefined) return false;
    const last = this.#ids.length - 1;
    const lastId = this.#ids.pop() ?? id;
    this.#rowOf.delete(id);
    if (row !== last) {
      this.#ids[row] = lastId;
      this.#rowOf.set(lastId, row);
      const from = last * this.dimensions;
      this.#values.copyWithin(row * this.dimensions, from, from + this.dimensions);
    }
    return true;
  }

  /** The stored vector (length 1) as a copy, or undefined. */
  find(id: string): Float32Array | undefined {
    const row = this.#rowOf.get(id);
    return row === undefined ? undefined : this.#values.slice(row * this.dimensions, (row + 1) * this.dimensions);
  }

  /** Returns the nearest vectors, highest cosine first. */
  search(query: Float32Array, limit: number): Scored[] {
    checkVector(query, this.dimensions);
    const unit = normalised(query);
    const best = new TopList(limit);
    for (let row = 0, at = 0; row < this.#ids.length; row++, at += this.dimensions) {
      let cosine = 0;
      for (let i = 0; i < this.dimensions; i++) cosine += (this.#values[at + i] as number) * (unit[i] as number);
      best.offer(this.#ids[row] as string, cosine);
    }
    return best.sorted();
  }

  #grow(): void {
    if (this.#ids.length * this.dimensions <= this.#values.length) return;
    const larger = new Float32Array(2 * this.#values.length);
    larger.set(this.#values);
    this.#values = larger;
  }
}

/** Returns the sum of products; of two vectors of length 1 it is their cosine. */
export function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Returns the cosine of the angle between two vectors; 0 if one is all zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, squareA, squareB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] ?? 0, b[i] ?? 0];
    dot += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA === 0 || squareB === 0 ? 0 : dot / Math.sqrt(squareA * squareB);
}

/** Returns v/|v|; a vector of zeros (a text without a word) stays one and is near nothing. */
export function normalised(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const norm = Math.sqrt(square);
  return norm === 0 ? vector : vector.map((value) => value / norm);
}

function checkVector(vector: Float32Array, dimensions: number): void {
  if (vector.length === dimensions && vector.every(Number.isFinite)) return;
  throw new ShapeError(
    `VectorIndex: a vector of ${vector.length} numbers was found; ${dimensions} finite ones were needed; ` +
      'use the embedder that the index was built with.',
    { expected: `${dimensions} finite numbers`, actual: `${vector.length} numbers` },
  );
}
