/** Starts a lab's worker. Each lab has its own, so that a backend chosen in one does not touch another. */
import { type Connection, connect, type WorkerPort } from './connection.ts';
import type { LabMethods } from './contract.ts';

export type LabConnection = Connection<LabMethods>;

/** The worker and its megabytes load at the first call, not before. */
export function connectLab(): LabConnection {
  return connect<LabMethods>(startWorker);
}

function startWorker(): WorkerPort {
  const worker = new Worker(new URL('./lab-worker.ts', import.meta.url), { type: 'module', name: 'glassbox-lab' });
  return {
    postMessage: (message) => worker.postMessage(message),
    addEventListener: (type, listener) => worker.addEventListener(type, listener),
    onFailure: (listener) => {
      worker.addEventListener('error', (event) => listener(event.message || 'the worker script could not be loaded'));
      worker.addEventListener('messageerror', () => listener('a message could not be read'));
    },
    terminate: () => worker.terminate(),
  };
}
