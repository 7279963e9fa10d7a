/** Starts the lab's worker; it loads at the first call. */
import { connectWorker } from '../worker/connect-worker.ts';
import type { Connection } from '../worker/connection.ts';
import type { MazeMethods } from './contract.ts';

export function connectMaze(): Connection<MazeMethods> {
  return connectWorker<MazeMethods>('labs/maze');
}
