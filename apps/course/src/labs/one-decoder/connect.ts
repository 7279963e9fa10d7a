/** Starts the lab's worker; it and its megabytes load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { OneDecoderMethods } from './contract.ts';

export function connectOneDecoder(): Connection<OneDecoderMethods> {
  return connectWorker<OneDecoderMethods>('labs/one-decoder');
}
