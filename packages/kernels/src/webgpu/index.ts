/**
 * `@glassbox/kernels/webgpu`: fused WGSL kernels for every Glassbox op on tfjs' webgpu backend. They run as tfjs
 * programs in its own queue and buffers; the matrix product stays tfjs' own.
 */
import { backend as activeBackend, getBackend } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import { installKernels } from '../kernel-table.ts';
import { attentionKernels } from './kernels/attention.ts';
import { elementwiseKernels } from './kernels/elementwise.ts';
import { layerNormKernels } from './kernels/layer-norm.ts';
import { optimizerKernels } from './kernels/optimizer.ts';
import { tokenKernels } from './kernels/tokens.ts';
import type { WebgpuBackend } from './program.ts';

/** How to take the kernels out again. */
export interface InstalledWebgpuKernels {
  /** Removes the kernels; the Glassbox ops go on with their references. */
  dispose(): void;
}

/**
 * Installs the fast kernels on the active webgpu backend. Call it once, after `await tf.setBackend('webgpu')`.
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
  const backend = activeBackend() as unknown as WebgpuBackend;
  const kernels = {
    ...elementwiseKernels(backend),
    ...layerNormKernels(backend),
    ...attentionKernels(backend),
    ...tokenKernels(backend),
    ...optimizerKernels(backend),
  };
  const dispose = installKernels('webgpu', kernels, (caller, kernel) => {
    if (caller === backend) return kernel();
    throw new KernelError(
      'webgpu kernels: the webgpu backend they were installed on is gone; another was found; dispose the old kernels, then installWebgpuKernels again',
    );
  });
  return { dispose };
}
