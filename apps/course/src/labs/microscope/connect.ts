/** Starts the microscope's worker; it and its megabytes load at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { MicroscopeMethods } from './contract.ts';

export type MicroscopeConnection = Connection<MicroscopeMethods>;

export function connectMicroscope(): MicroscopeConnection {
  return connectWorker<MicroscopeMethods>('labs/microscope');
}
