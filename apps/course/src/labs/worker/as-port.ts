/** A Web Worker in the shape the connection needs. */
import { tellFileGone } from '../../notices/site-news.ts';
import type { WorkerPort } from './connection.ts';

export function asWorkerPort(worker: Worker): WorkerPort {
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (type, listener) => worker.addEventListener(type, listener),
    onFailure: (listener) => {
      worker.addEventListener('error', (event) => {
        listener(event.message || undefined);
        if (!event.message) tellFileGone();
      });
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
