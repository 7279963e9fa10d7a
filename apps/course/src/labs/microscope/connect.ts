/** Starts the microscope's worker; it and its megabytes load at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { MicroscopeMethods } from './contract.ts';

export type MicroscopeConnection = Connection<MicroscopeMethods>;

export function connectMicroscope(): MicroscopeConnection {
  return connect<MicroscopeMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-microscope' })),
  );
}
