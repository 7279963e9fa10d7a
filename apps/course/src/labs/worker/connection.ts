/**
 * The page's end of the protocol: typed calls on a worker that starts at the first call and ends with `close()`.
 * A worker that dies (script error, out of memory) or is closed fails every call that waits on it, also while it still loads;
 * the next call starts another one.
 */
import { type FromWorker, type MethodTable, type Port, type ToWorker, WorkerCallError } from './protocol.ts';

interface CallOptions<Event> {
  onEvent?: (event: Event) => void;
  /** Aborting asks the worker to stop early; the call still settles with what the worker answers. */
  signal?: AbortSignal;
}

export interface Connection<T extends MethodTable<T>> {
  call<K extends keyof T & string>(
    method: K,
    params: T[K]['params'],
    options?: CallOptions<T[K]['event']>,
  ): Promise<T[K]['result']>;
  close(): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onEvent: ((event: unknown) => void) | undefined;
}

/** A worker seen as a port that can also fail and be ended. */
export interface WorkerPort extends Port {
  /** Told why; without words where the script itself could not be loaded, of which browsers say nothing. */
  onFailure(listener: (message: string | undefined) => void): void;
  terminate(): void;
}

const CLOSED = ['WORKER_CLOSED', 'lab worker: it was closed while a call was waiting.'] as const;

/** Connects lazily: `start` runs at the first call. */
export function connect<T extends MethodTable<T>>(start: () => WorkerPort): Connection<T> {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let port: WorkerPort | undefined;
  let ready: Promise<WorkerPort> | undefined;
  let abandonOpening: ((error: Error) => void) | undefined;

  const failAll = (code: string, message: string) => {
    for (const { reject } of waiting.values()) reject(new WorkerCallError(code, message));
    waiting.clear();
  };

  const end = () => {
    port?.terminate();
    port = undefined;
    ready = undefined;
  };

  const open = (): Promise<WorkerPort> =>
    new Promise((resolve, reject) => {
      const opened = start();
      port = opened;
      abandonOpening = reject;
      opened.onFailure((failure) => {
        if (port !== opened) return;
        const { code, message } = failureOf(failure);
        end();
        reject(new WorkerCallError(code, message));
        failAll(code, message);
      });
      opened.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'ready') resolve(opened);
        else deliver(waiting, data);
      });
    });

  return {
    async call(method, params, { onEvent, signal } = {}) {
      ready ??= open();
      const opened = await ready;
      // Closed after it had said that it was ready and before this call heard of it.
      if (port !== opened) throw new WorkerCallError(...CLOSED);
      const id = nextId++;
      const send = (message: ToWorker) => opened.postMessage(message);
      signal?.addEventListener('abort', () => send({ kind: 'cancel', id }), { once: true });
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, onEvent: onEvent as Waiting['onEvent'] });
        send({ kind: 'call', id, method, params });
        if (signal?.aborted) send({ kind: 'cancel', id });
      });
    },
    close() {
      end();
      abandonOpening?.(new WorkerCallError(...CLOSED));
      failAll(...CLOSED);
    },
  };
}

function failureOf(message: string | undefined): { code: string; message: string } {
  return message === undefined
    ? { code: 'SCRIPT_NOT_LOADED', message: 'the worker script could not be loaded' }
    : { code: 'WORKER_FAILED', message };
}

function deliver(waiting: Map<number, Waiting>, message: Exclude<FromWorker, { kind: 'ready' }>): void {
  const entry = waiting.get(message.id);
  if (!entry) return;
  if (message.kind === 'event') {
    entry.onEvent?.(message.event);
    return;
  }
  waiting.delete(message.id);
  if (message.kind === 'result') entry.resolve(message.result);
  else entry.reject(new WorkerCallError(message.code, message.message));
}
