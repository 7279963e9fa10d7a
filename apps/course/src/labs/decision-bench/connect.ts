/** Starts the bench's worker; it and its megabytes load at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { DecisionMethods } from './contract.ts';

export type DecisionConnection = Connection<DecisionMethods>;

export function connectDecisionBench(): DecisionConnection {
  return connect<DecisionMethods>(() =>
    asWorkerPort(
      new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-decision-bench' }),
    ),
  );
}
