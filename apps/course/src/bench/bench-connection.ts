/** Starts the measuring worker, whose megabytes load at the first call. */

import { connectWorker } from '../labs/worker/connect-worker.ts';
import type { Connection } from '../labs/worker/connection.ts';
import type { BenchMethods } from './contract.ts';

export function connectBench(): Connection<BenchMethods> {
  return connectWorker<BenchMethods>('bench');
}
