/** Starting a thread and hearing of its end, alike for a Web Worker and a worker_thread of Node. */
import type { ThreadHello, ThreadStart } from './thread.ts';

/** How long a worker may take to load its script and the module: long, for slow networks and busy computers; one that can’t start says so at once. */
const HELLO_MS = 30_000;

export interface ThreadWorker {
  terminate(): void;
}

/** Holds from `src` and from `dist`. */
const SCRIPT = '../../../dist/wasm/threads/thread.js';

/** Node's worker, as far as it is used here. */
interface NodeWorker {
  on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): void;
  postMessage(message: unknown): void;
  terminate(): Promise<number>;
  unref(): void;
}
interface NodeThreads {
  Worker: new (url: URL, options: { execArgv: string[] }) => NodeWorker;
}
type Listener = { hello(hello: ThreadHello): void; ended(reason: string): void };

/**
 * Starts a worker and waits until it is ready for jobs. Afterwards it keeps no Node process alive.
 *
 * @param onEnd called if the worker ends by itself later on, on a busy computer even before it is returned
 * @throws Error saying why it could not start
 */
export async function startWorker(
  url: URL | undefined,
  start: ThreadStart,
  onEnd: (reason: string) => void,
): Promise<ThreadWorker> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let end = (reason: string) => reject(new Error(reason));
  const late = setTimeout(() => end(`it said nothing for ${HELLO_MS / 1000} s`), HELLO_MS);
  const listener: Listener = {
    hello: ({ failure }) => {
      if (failure !== undefined) return end(failure);
      resolve();
      end = onEnd; // at once: the end may follow in the same turn of the event loop, before the caller goes on
    },
    ended: (reason) => end(reason),
  };
  let worker: (ThreadWorker & { ready(): void }) | undefined;
  try {
    worker = 'Worker' in globalThis ? startWebWorker(url, start, listener) : startNodeWorker(url, start, listener);
    await promise;
    worker.ready();
  } catch (error) {
    worker?.terminate();
    throw error;
  } finally {
    clearTimeout(late);
  }
  return worker;
}

/** The address is written out in the constructor call, because that is what bundlers look for. */
function startWebWorker(url: URL | undefined, start: ThreadStart, { hello, ended }: Listener) {
  const worker = url
    ? new Worker(url, { type: 'module' })
    : new Worker(new URL('../../../dist/wasm/threads/thread.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<ThreadHello>) => hello(data);
  worker.onerror = (event) => {
    event.preventDefault();
    ended(event.message || 'its script could not be loaded');
  };
  worker.postMessage(start);
  return { terminate: () => worker.terminate(), ready: () => undefined };
}

/** The address is not written out, lest bundlers copy the script a second time. */
function startNodeWorker(url: URL | undefined, start: ThreadStart, { hello, ended }: Listener) {
  const { Worker } = globalThis.process.getBuiltinModule('node:worker_threads') as unknown as NodeThreads;
  const script = url ?? new URL(SCRIPT, import.meta.url);
  // Flags of the main program, such as --input-type, need not suit this one.
  const worker = new Worker(script, { execArgv: [] });
  worker.on('message', (message) => hello(message as ThreadHello));
  worker.on('error', (error) => ended(String(error)));
  worker.on('exit', (code) => ended(`it exited with code ${code}`));
  worker.postMessage(start);
  return { terminate: () => void worker.terminate(), ready: () => worker.unref() };
}
