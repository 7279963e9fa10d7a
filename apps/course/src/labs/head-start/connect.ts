/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { HeadStartMethods } from './contract.ts';

export function connectHeadStart(): Connection<HeadStartMethods> {
  return connectWorker<HeadStartMethods>('labs/head-start');
}
