/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { GroupsMethods } from './contract.ts';

export function connectGroups(): Connection<GroupsMethods> {
  return connectWorker<GroupsMethods>('labs/groups');
}
