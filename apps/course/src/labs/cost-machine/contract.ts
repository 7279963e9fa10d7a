/** What the lab asks of its worker: one runner of the race on matrices of one size after another. */

export const RUNNERS = ['js', 'wasm', 'webgpu'] as const;
export type Runner = (typeof RUNNERS)[number];
/** Edges of the matrices. */
export const SIZES = [32, 64, 128, 256, 512] as const;

export interface RacePoint {
  runner: Runner;
  size: number;
  gflops: number;
}

export interface RaceMethods {
  /** The runner on all sizes; fails with BACKEND_MISSING where it does not start. */
  race: { params: { runner: Runner; seed: number }; event: RacePoint; result: null };
}
