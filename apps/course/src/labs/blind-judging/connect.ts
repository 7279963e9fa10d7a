/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { BlindJudgingMethods } from './contract.ts';

export function connectBlindJudging(): Connection<BlindJudgingMethods> {
  return connectWorker<BlindJudgingMethods>('labs/blind-judging');
}
