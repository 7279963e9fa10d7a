/** Starts the annotator's worker; it and its megabytes load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { AnnotatorMethods } from './contract.ts';

export function connectAnnotator(): Connection<AnnotatorMethods> {
  return connectWorker<AnnotatorMethods>('labs/annotator');
}
