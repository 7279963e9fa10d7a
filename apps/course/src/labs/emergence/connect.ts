/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { EmergenceMethods } from './contract.ts';

export function connectEmergence(): Connection<EmergenceMethods> {
  return connectWorker<EmergenceMethods>('labs/emergence');
}
