/** Starts the pipeline's worker; it and its megabytes load at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { PipelineMethods } from './contract.ts';

export function connectPipeline(): Connection<PipelineMethods> {
  return connect<PipelineMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-pipeline' })),
  );
}
