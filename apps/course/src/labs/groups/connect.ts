/** Starts the lab's worker; it loads at the first call. */
import { asWorkerPort } from '../worker/as-port.ts';
import { type Connection, connect } from '../worker/connection.ts';
import type { GroupsMethods } from './contract.ts';

export function connectGroups(): Connection<GroupsMethods> {
  return connect<GroupsMethods>(() =>
    asWorkerPort(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'glassbox-groups' })),
  );
}
