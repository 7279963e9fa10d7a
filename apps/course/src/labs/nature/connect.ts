/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { NatureMethods } from './contract.ts';

export function connectNature(): Connection<NatureMethods> {
  return connectWorker<NatureMethods>('labs/nature');
}
