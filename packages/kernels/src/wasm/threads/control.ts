/**
 * The block of shared memory through which threads get their work; both sides' view of it. A job is one kernel call
 * cut into pieces. One word holds the job's number and how many of its pieces are still to be had, so that taking a
 * piece is one compare-and-exchange. If that succeeds the job was still open, hence whatever the thread had read of it
 * before is of the same job: no thread can take a piece of one job with the arguments of another, however late it is.
 */

/** The words. The three that threads fight over have a cache line each. */
export const JOB = 0;
export const CLAIMS = 16;
export const DONE = 32;
/** How many threads sleep until `JOB` changes. */
export const PARKED = 48;
/** 1 while the calling thread sleeps until `DONE` changes. */
export const CALLER_PARKED = 49;
/** 1 when the threads are to end. */
export const STOPPED = 50;
/** How many pieces of the job trapped. */
export const FAILED = 51;
export const KERNEL = 52;
export const ARGUMENT_COUNT = 53;
/** Per thread: the last job that it has left. */
export const LEFT = 64;
/** Per piece: the job in which it was last computed. */
const FLAGS = LEFT + 64;

/** Job numbers are 1 … this, then start over. */
export const LAST_JOB = 0xffff;
export const MAX_PIECES = 1024;
export const MAX_THREADS = 64;
const MAX_ARGUMENTS = 48;

/** The numbers of a job: its range, one scratch address per thread, and the kernel's arguments. */
export const COUNT = 0;
export const GRAIN = 1;
export const FIRST = 2;
export const SCRATCH = 3;
export const ARGUMENTS = SCRATCH + MAX_THREADS;

const WORD_COUNT = FLAGS + MAX_PIECES;
const NUMBER_COUNT = ARGUMENTS + MAX_ARGUMENTS;

export interface Control {
  words: Int32Array;
  flags: Int32Array;
  numbers: Float64Array;
}

export function makeControlBuffer(): SharedArrayBuffer {
  return new SharedArrayBuffer(WORD_COUNT * 4 + NUMBER_COUNT * 8);
}

export function viewControl(buffer: SharedArrayBuffer): Control {
  return {
    words: new Int32Array(buffer, 0, FLAGS),
    flags: new Int32Array(buffer, FLAGS * 4, MAX_PIECES),
    numbers: new Float64Array(buffer, WORD_COUNT * 4, NUMBER_COUNT),
  };
}

/** What a job that has `pieces` to be had writes in `CLAIMS`. */
export function claimsOf(job: number, pieces: number): number {
  return (job << 16) | pieces;
}

/** Takes a piece of `job`; returns how many were left with it, or 0 if there is none to be had. */
export function claim(words: Int32Array, job: number): number {
  for (;;) {
    const claims = Atomics.load(words, CLAIMS);
    const left = claims & 0xffff;
    if (claims >>> 16 !== job || left === 0) return 0;
    if (Atomics.compareExchange(words, CLAIMS, claims, claims - 1) === claims) return left;
  }
}

/** One piece of a job in progress, as either side runs it. */
export type RunPiece = (from: number, to: number) => void;

/** Takes and runs pieces of `job` until none is left. A piece that throws is counted in `FAILED`, for the caller to repeat. */
export function runPieces({ words, flags, numbers }: Control, job: number, run: RunPiece): void {
  const count = numbers[COUNT] as number;
  const grain = numbers[GRAIN] as number;
  const first = numbers[FIRST] as number;
  const pieces = Math.ceil(count / grain);
  for (let left = claim(words, job); left > 0; left = claim(words, job)) {
    const piece = pieces - left;
    try {
      run(first + piece * grain, first + Math.min(count, (piece + 1) * grain));
      Atomics.store(flags, piece, job);
    } catch {
      Atomics.add(words, FAILED, 1);
    }
    Atomics.add(words, DONE, 1);
  }
}
