/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { DuelMethods } from './contract.ts';

export function connectDuel(): Connection<DuelMethods> {
  return connectWorker<DuelMethods>('labs/duel');
}
