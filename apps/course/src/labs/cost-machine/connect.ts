/** Starts the lab's worker; it and its megabytes load at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { RaceMethods } from './contract.ts';

export function connectRace(): Connection<RaceMethods> {
  return connect<RaceMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-race' })),
  );
}
