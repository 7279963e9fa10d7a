/** Lets one tab at a time do a piece of work; where Web Locks are missing (plain http), one call of this tab at a time. */

let last: Promise<unknown> = Promise.resolve();

/** Returns a function that runs work under the named lock, in the order of its calls. */
export function exclusivelyUnder(name: string): <Result>(work: () => Promise<Result>) => Promise<Result> {
  return async (work) => {
    if (navigator.locks) return navigator.locks.request(name, work);
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
