/** Starts a lab's worker. Each lab has its own, so that a backend chosen in one does not touch another. */

import { asWorkerPort } from './as-port.ts';
import { type Connection, connect } from './connection.ts';
import type { LabMethods } from './contract.ts';

export type LabConnection = Connection<LabMethods>;

/** The worker and its megabytes load at the first call, not before. */
export function connectLab(): LabConnection {
  return connect<LabMethods>(() =>
    asWorkerPort(new Worker(new URL('./lab-worker.ts', import.meta.url), { type: 'module', name: 'glassbox-lab' })),
  );
}
