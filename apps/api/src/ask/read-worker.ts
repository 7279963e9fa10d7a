/** The thread of one file (`read-thread.ts`): reads it, says what came of it, ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { readFile } from './read-file.ts';
import type { ReadOutcome, ReadTask } from './read-thread.ts';

if (!parentPort)
  throw new Error('ask/read-worker: started as a program; a worker thread was needed; use ask/read-thread.ts.');

const { name, bytes } = workerData as ReadTask;
const outcome = await readFile(name, bytes).then(
  (document): ReadOutcome => ({ document }),
  (error: unknown): ReadOutcome => ({ refusal: error instanceof Error ? error.message : String(error) }),
);
parentPort.postMessage(outcome);
