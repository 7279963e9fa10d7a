/** Lets one asynchronous task at a time touch what it guards: a save must not see half of a step. */

/** Runs a task when no other one is running. */
export type Exclusive = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Returns a function that runs tasks one after another, in the order of the calls; a failed task blocks no other. */
export function createMutex(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task, task);
    last = result.catch(() => undefined);
    return result;
  };
}
