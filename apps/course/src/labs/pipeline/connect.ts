/** Starts the pipeline's worker; it and its megabytes load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { PipelineMethods } from './contract.ts';

export function connectPipeline(): Connection<PipelineMethods> {
  return connectWorker<PipelineMethods>('labs/pipeline');
}
