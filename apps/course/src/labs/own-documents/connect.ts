/** Starts the lab's worker; it and the embedder load at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { DocumentMethods } from './contract.ts';

export function connectDocuments(): Connection<DocumentMethods> {
  return connect<DocumentMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-documents' })),
  );
}
