/** Starts the lab's worker; it loads at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { EmergenceMethods } from './contract.ts';

export function connectEmergence(): Connection<EmergenceMethods> {
  return connect<EmergenceMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-emergence' })),
  );
}
