/** Lets one tab at a time do a piece of work; where Web Locks are missing (plain http), one call of this tab at a time. */

let last: Promise<unknown> = Promise.resolve();

/** A tab that the system froze may hold the lock for hours; nobody else waits for it so long. */
const PATIENCE_MS = 15_000;

/**
 * Returns a function that runs work under the named lock, in the order of its calls. It rejects with a TimeoutError when the
 * lock was not to be had for 15 s.
 */
export function exclusivelyUnder(name: string): <Result>(work: () => Promise<Result>) => Promise<Result> {
  return async (work) => {
    if (navigator.locks) return navigator.locks.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, work);
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
