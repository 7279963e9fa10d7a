/** The product in plain JavaScript, as a textbook writes it but with the inner loop along rows, and how fast it is. */
import { squareFlop } from '@glassbox/kernels/bench';

/** Returns a·b for matrices of size × size, row-major. */
export function plainProduct(a: Float32Array, b: Float32Array, size: number): Float32Array {
  const result = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = a[row * size + inner] ?? 0;
      for (let column = 0; column < size; column++) {
        const at = row * size + column;
        result[at] = (result[at] ?? 0) + factor * (b[inner * size + column] ?? 0);
      }
    }
  }
  return result;
}

/** Returns GFLOP/s: as many products as fill the time, at least two; the fastest counts, since others are interrupted ones. */
export function measurePlainProduct(a: Float32Array, b: Float32Array, size: number, forMs: number): number {
  plainProduct(a, b, size); // lets the engine compile
  let best = Number.POSITIVE_INFINITY;
  const end = performance.now() + forMs;
  let rounds = 0;
  do {
    const count = Math.max(1, Math.ceil(2e6 / squareFlop(size)));
    const start = performance.now();
    for (let i = 0; i < count; i++) plainProduct(a, b, size);
    best = Math.min(best, (performance.now() - start) / count);
    rounds++;
  } while (performance.now() < end || rounds < 2);
  return squareFlop(size) / Math.max(best, 1e-6) / 1e6;
}
