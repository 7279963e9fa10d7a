/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { WriteEvalMethods } from './contract.ts';

export function connectWriteEval(): Connection<WriteEvalMethods> {
  return connectWorker<WriteEvalMethods>('labs/write-eval');
}
