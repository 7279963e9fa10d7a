import { compute, type Report } from './compute.ts';

const inWorker = new Promise<Report>((resolve, reject) => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
  worker.postMessage('go');
});
document.title = JSON.stringify({ page: await compute(), worker: await inWorker });
