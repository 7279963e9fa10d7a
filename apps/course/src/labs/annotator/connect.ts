/** Starts the annotator's worker; it and its megabytes load at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { AnnotatorMethods } from './contract.ts';

export function connectAnnotator(): Connection<AnnotatorMethods> {
  return connect<AnnotatorMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-annotator' })),
  );
}
