/** Starts the lab's worker at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { WatchMethods } from './contract.ts';

export function connectWatch(): Connection<WatchMethods> {
  return connectWorker<WatchMethods>('labs/launch-plan');
}
