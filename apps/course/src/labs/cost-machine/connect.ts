/** Starts the lab's worker; it and its megabytes load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { RaceMethods } from './contract.ts';

export function connectRace(): Connection<RaceMethods> {
  return connectWorker<RaceMethods>('labs/cost-machine');
}
