/** Starts the lab's worker; it and the embedder load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { DocumentMethods } from './contract.ts';

export function connectDocuments(): Connection<DocumentMethods> {
  return connectWorker<DocumentMethods>('labs/own-documents');
}
