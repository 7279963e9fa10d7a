/** What one evaluation may use. All of it is measured from outside the thread that uses it. */

export interface Limits {
  timeMs: number;
  /** JavaScript objects. */
  heapMegabytes: number;
  /** Buffers of any kind and the memory of WebAssembly, together. */
  bufferMegabytes: number;
}

/** A model of 350,000 parameters takes 2 s and 90 MB on one core. */
export const LIMITS: Limits = { timeMs: 60_000, heapMegabytes: 256, bufferMegabytes: 512 };

/** A run that took its worker down so often is not begun again. */
export const MAX_TRIES = 2;
