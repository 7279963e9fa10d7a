/** Starts a worker of the closed world; it and its megabytes load at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { ClosedWorldMethods } from './contract.ts';

export type ClosedWorldConnection = Connection<ClosedWorldMethods>;

export function connectClosedWorld(): ClosedWorldConnection {
  return connect<ClosedWorldMethods>(() =>
    asWorkerPort(
      new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-closed-world' }),
    ),
  );
}
