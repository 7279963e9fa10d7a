/** What the workers that fail in one way or another share: their end of the line, and how they end. */
import type { ThreadStart } from '../../src/wasm/threads/thread.ts';

export interface Port {
  onmessage: ((event: { data: ThreadStart }) => void) | null;
  postMessage(message: object): void;
  close(): void;
}

const { process } = globalThis as { process?: NodeJS.Process };

export const port = (process?.getBuiltinModule?.('node:worker_threads').parentPort ?? globalThis) as unknown as Port;

/** In a page a worker ends without a word; Node tells the one who started it. */
export function end(): void {
  port.close();
  process?.exit?.(0);
}
