/**
 * Long loops share their thread. On wasm and cpu a whole training step ends without ever giving the event loop a
 * turn, so clicks, messages and Ctrl-C would wait for the last step; a breather lets them in now and then.
 */

const DEFAULT_INTERVAL_MS = 12;

/** Returns a function to await in every round: once per interval it waits one turn of the event loop. */
export function createBreather(intervalMs: number = DEFAULT_INTERVAL_MS): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < intervalMs) return;
    await oneTurn();
    last = performance.now();
  };
}

/** A message to oneself: unlike a timer, browsers do not slow it down to 4 ms or, in hidden tabs, to 1 s. */
function oneTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
