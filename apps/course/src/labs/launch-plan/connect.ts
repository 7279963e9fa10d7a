/** Starts the lab's worker at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { WatchMethods } from './contract.ts';

export function connectWatch(): Connection<WatchMethods> {
  return connect<WatchMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-watch' })),
  );
}
