/**
 * Watches a thread that does one piece of work and is thrown away: ends it by force when it has its result, takes too long, needs too much memory or is
 * no longer wanted.
 */
import type { HeapInfo } from 'node:v8';
import type { Worker } from 'node:worker_threads';

/** How a thread ended without a result. `crashed`: it broke no limit, so the fault is ours. */
export type Ending = { kind: 'too-long' } | { kind: 'too-much-memory' } | { kind: 'crashed'; detail: string };

export interface Supervision<Message, Result> {
  /** For everything, loading the thread's code included. */
  timeMs: number;
  /** Whether the thread uses too much. Buffers lie outside the heap that `resourceLimits` bounds, so they are looked at ten times a second. */
  isTooMuch(used: HeapInfo): boolean;
  /** Returns the result or the ending that a message brings; nothing when the thread goes on. */
  onMessage(message: Message): Result | Ending | undefined;
  /** Ends the thread; the promise is then rejected with the signal's reason. */
  signal?: AbortSignal;
}

const LOOK_EVERY_MS = 100;

/** Resolves to the result or to how the thread ended. The thread is gone by then. */
export async function superviseThread<Message, Result>(
  worker: Worker,
  { timeMs, isTooMuch, onMessage, signal }: Supervision<Message, Result>,
): Promise<Result | Ending> {
  const { promise, resolve, reject } = Promise.withResolvers<Result | Ending>();
  worker.on('message', (message: Message) => {
    const ended = onMessage(message);
    if (ended !== undefined) resolve(ended);
  });
  // An error may overtake the message that explains it; by the exit, which follows, all messages have come.
  let failure: Ending | undefined;
  worker.on('error', (error) => {
    failure = isOutOfMemory(error) ? { kind: 'too-much-memory' } : { kind: 'crashed', detail: describe(error) };
  });
  worker.on('exit', (code) => resolve(failure ?? { kind: 'crashed', detail: `the thread ended with code ${code}` }));
  const abort = () => reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  const timer = setTimeout(() => resolve({ kind: 'too-long' }), timeMs);
  const looking = setInterval(async () => {
    // The thread needs not answer to be looked at; one that has just ended tells its end by its own event.
    const used = await worker.getHeapStatistics().catch(() => undefined);
    if (used !== undefined && isTooMuch(used)) resolve({ kind: 'too-much-memory' });
  }, LOOK_EVERY_MS);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    clearInterval(looking);
    signal?.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' || (error instanceof RangeError && /allocation failed/i.test(error.message))
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
