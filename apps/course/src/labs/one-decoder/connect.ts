/** Starts the lab's worker; it and its megabytes load at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { OneDecoderMethods } from './contract.ts';

export function connectOneDecoder(): Connection<OneDecoderMethods> {
  return connect<OneDecoderMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-one-decoder' })),
  );
}
