/** Starts a worker by the folder it lies in. Each has a thread and a backend of its own: what one lab chooses does not touch another. */
import { asWorkerPort } from './as-port.ts';
import { type Connection, connect } from './connection.ts';
import type { MethodTable } from './protocol.ts';

/** Connects to the `worker.ts` of a folder below `src`; it and its megabytes load at the first call, not before. */
export function connectWorker<T extends MethodTable<T>>(folder: 'bench' | `labs/${string}`): Connection<T> {
  return connect<T>(() =>
    asWorkerPort(new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: folder })),
  );
}
