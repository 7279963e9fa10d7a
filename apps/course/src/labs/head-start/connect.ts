/** Starts the lab's worker; it loads at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { HeadStartMethods } from './contract.ts';

export function connectHeadStart(): Connection<HeadStartMethods> {
  return connect<HeadStartMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-head-start' })),
  );
}
