/** Starts a worker of the closed world; it and its megabytes load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { ClosedWorldMethods } from './contract.ts';

export type ClosedWorldConnection = Connection<ClosedWorldMethods>;

export function connectClosedWorld(): ClosedWorldConnection {
  return connectWorker<ClosedWorldMethods>('labs/closed-world');
}
