/**
 * Whether sharing the work pays at the moment. On a busy computer the system stops a thread in the middle of a piece
 * for as long as a time slice, and the others wait: then one thread alone is faster. What it would have taken alone is
 * told by the fastest of the caller's own pieces, which nothing interrupted. The pieces of a job stay the same whoever
 * computes them, so that the bits don't depend on this.
 */

/** Judge after so much shared work: many jobs, so that one unlucky wait decides nothing. */
const WINDOW_MS = 40;
/** Sharing has to gain this much, or the caller goes on alone for a while and leaves the other cores to others. */
const LEAST_GAIN = 1.1;
/** Pieces are not quite alike, so allow this much above the most that can be gained. */
const POSSIBLE = 1.2;
/** How long it stays alone at least and at most; doubled each time that sharing does not pay, halved each time that it does. */
const SHORTEST_REST_MS = 100;
const LONGEST_REST_MS = 1000;

export interface Balance {
  /** Whether to share a job that is posted now. */
  isSharing(nowMs: number): boolean;
  /** Tells how long a shared job took, and how long it would have by the speed of the caller's fastest piece. */
  note(job: { tookMs: number; aloneMs: number }, nowMs: number): void;
}

/** A judge for so many threads. */
export function createBalance(threads: number): Balance {
  let aloneMs = 0;
  let sharedMs = 0;
  let restMs = SHORTEST_REST_MS;
  let restUntil = Number.NEGATIVE_INFINITY;
  return {
    isSharing: (nowMs) => nowMs >= restUntil,
    note(job, nowMs) {
      // More than all threads could gain: the fastest piece was interrupted too, and the computer is busy.
      aloneMs += job.aloneMs > job.tookMs * threads * POSSIBLE ? job.tookMs : job.aloneMs;
      sharedMs += job.tookMs;
      if (sharedMs < WINDOW_MS) return;
      if (aloneMs < sharedMs * LEAST_GAIN) {
        restUntil = nowMs + restMs;
        restMs = Math.min(LONGEST_REST_MS, restMs * 2);
      } else {
        restMs = Math.max(SHORTEST_REST_MS, restMs / 2);
      }
      aloneMs = 0;
      sharedMs = 0;
    },
  };
}
