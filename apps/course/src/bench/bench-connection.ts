/** Starts the measuring worker, whose megabytes load at the first call. */

import { asWorkerPort } from '../labs/worker/as-port.ts';
import { type Connection, connect } from '../labs/worker/connection.ts';
import type { BenchMethods } from './contract.ts';

export function connectBench(): Connection<BenchMethods> {
  return connect<BenchMethods>(() =>
    asWorkerPort(new Worker(new URL('./bench-worker.ts', import.meta.url), { type: 'module', name: 'glassbox-bench' })),
  );
}
