/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { TeachMethods } from './contract.ts';

export function connectTeach(): Connection<TeachMethods> {
  return connectWorker<TeachMethods>('labs/teach');
}
