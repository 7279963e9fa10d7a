/** Starts the bench's worker; it and its megabytes load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { DecisionMethods } from './contract.ts';

export type DecisionConnection = Connection<DecisionMethods>;

export function connectDecisionBench(): DecisionConnection {
  return connectWorker<DecisionMethods>('labs/decision-bench');
}
