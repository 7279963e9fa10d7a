/**
 * Notices that the program which started this one is gone: some launchers end without passing their signal on, and
 * the server would run on, holding port and data folder.
 */

const EVERY_MS = 500;

/**
 * Calls `onGone` once when the parent process has ended; orphans are given another parent by the system.
 *
 * @returns a function that stops watching.
 */
export function watchParent(onGone: () => void): () => void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
