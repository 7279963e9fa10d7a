/** Reading the list of tensors a kernel returns. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { KernelError } from './errors.ts';

/** Returns output `index`; throws `KernelError` if the kernel returned fewer. */
export function getOutput<T extends Tensor = Tensor>(outputs: Tensor[], index: number): T {
  const output = outputs[index];
  if (!output)
    throw new KernelError(`kernel: output ${index} is missing; ${outputs.length} were returned; report this as a bug`);
  return output as T;
}

/** Returns output 0 and disposes the rest, the statistics that only the backward pass reads (the tape keeps its own hold). */
export function keepFirst<T extends Tensor = Tensor>(outputs: Tensor[]): T {
  for (const statistic of outputs.slice(1)) statistic.dispose();
  return getOutput<T>(outputs, 0);
}
