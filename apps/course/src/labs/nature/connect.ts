/** Starts the lab's worker; it loads at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { NatureMethods } from './contract.ts';

export function connectNature(): Connection<NatureMethods> {
  return connect<NatureMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-nature' })),
  );
}
