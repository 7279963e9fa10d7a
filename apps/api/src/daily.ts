/** Runs a task every now and then while the server lives; the task itself sees to it that it is done once a day. */

const FIRST_AFTER_MS = 60_000;
const EVERY_MS = 3_600_000;

/** Starts it and returns how to stop, which waits for a run under way. A failure is told and tried again later. */
export function startDaily(task: () => Promise<void>, log: (line: string) => void): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const run = (): void => {
    running = task().catch((error: unknown) =>
      log(`The daily clean-up failed (${error instanceof Error ? error.message : String(error)}). It is tried again.`),
    );
  };
  const first = setTimeout(run, FIRST_AFTER_MS);
  const next = setInterval(run, EVERY_MS);
  return async () => {
    clearTimeout(first);
    clearInterval(next);
    await running;
  };
}
