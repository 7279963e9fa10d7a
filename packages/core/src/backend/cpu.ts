/** The last resort: plain JavaScript. Slow, exact, everywhere. */
import { setBackend } from '@tensorflow/tfjs-core';
import { type Started, Unusable } from './backend.ts';

/** Makes plain JavaScript the current backend. */
export async function startCpu(): Promise<Started> {
  await import('@tensorflow/tfjs-backend-cpu'); // registers itself
  if (!(await setBackend('cpu'))) throw new Unusable('tfjs could not start it');
  return { label: 'JavaScript', threads: 1 };
}
