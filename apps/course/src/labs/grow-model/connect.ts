/** Starts the lab's worker; it and its megabytes load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { GrowMethods } from './contract.ts';

export function connectGrow(): Connection<GrowMethods> {
  return connectWorker<GrowMethods>('labs/grow-model');
}
