/**
 * `@glassbox/kernels/webgpu`: fused WGSL kernels for every Glassbox op on tfjs' webgpu backend, in its own queue and
 * buffers. Importing it is enough: `tf.setBackend('webgpu')` then starts with them. tfjs' own ops stay tfjs' own.
 */
import '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend, getBackend } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import type { WebgpuBackend } from './core/backend.ts';
import { type InstalledWebgpuKernels, installOn } from './install.ts';
import { registerWebgpuBackend, takeOverWebgpuBackend } from './take-over.ts';

export { countGpuWork, type GpuWork } from './count-dispatches.ts';
export { type InstalledWebgpuKernels, registerWebgpuBackend };

takeOverWebgpuBackend();

/**
 * Returns what is installed on the active webgpu backend, and installs the kernels if they are not there.
 *
 * @throws KernelError if the active backend is not webgpu
 * @example await setBackend('webgpu'); const kernels = installWebgpuKernels();
 */
export function installWebgpuKernels(): InstalledWebgpuKernels {
  const name = getBackend();
  if (name !== 'webgpu') {
    throw new KernelError(
      `installWebgpuKernels: the active backend is ${name ?? 'none'}; webgpu was needed; await tf.setBackend('webgpu') first`,
    );
  }
  return installOn(activeBackend() as unknown as WebgpuBackend);
}
