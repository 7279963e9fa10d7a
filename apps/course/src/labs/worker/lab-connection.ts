/** Starts a lab's worker. Each lab has its own, so that a backend chosen in one does not touch another. */

import { connectWorker } from './connect-worker.ts';
import type { Connection } from './connection.ts';
import type { LabMethods } from './contract.ts';

export type LabConnection = Connection<LabMethods>;

/** The worker and its megabytes load at the first call, not before. */
export function connectLab(): LabConnection {
  return connectWorker<LabMethods>('labs/worker');
}
