/** Putting the kernels on a webgpu backend and taking them off again. tfjs has one table of kernels per backend name. */
import { KernelError } from '../errors.ts';
import { installKernels, type KernelTable } from '../kernel-table.ts';
import type { WebgpuBackend } from './core/backend.ts';
import { checkDevice } from './core/state.ts';
import { attentionKernels } from './kernels/attention.ts';
import { cachedAttentionKernels } from './kernels/cached-attention.ts';
import { elementwiseKernels } from './kernels/elementwise.ts';
import { halfKernels } from './kernels/half.ts';
import { int8Kernels } from './kernels/int8.ts';
import { layerNormKernels } from './kernels/layer-norm.ts';
import { optimizerKernels } from './kernels/optimizer.ts';
import { productKernels } from './kernels/products.ts';
import { sumOfNothing } from './kernels/sum-of-nothing.ts';
import { tokenKernels } from './kernels/tokens.ts';

/** How to take the kernels out again. */
export interface InstalledWebgpuKernels {
  /** Removes the kernels; the Glassbox ops go on with their references. Twice is harmless. */
  dispose(): void;
}

let installed: { backend: WebgpuBackend; handle: InstalledWebgpuKernels } | undefined;

/** Returns the kernels installed on `backend`; those on an earlier webgpu backend are taken out first. */
export function installOn(backend: WebgpuBackend): InstalledWebgpuKernels {
  if (installed?.backend === backend) return installed.handle;
  installed?.handle.dispose();
  const remove = installKernels('webgpu', allKernels(backend), (caller, kernel) => {
    if (caller !== backend) {
      throw new KernelError(
        'webgpu kernels: the webgpu backend they were installed on is gone; another was found; call installWebgpuKernels again',
      );
    }
    checkDevice(backend);
    return kernel();
  });
  const handle = {
    dispose() {
      if (installed?.handle !== handle) return;
      installed = undefined;
      remove();
    },
  };
  installed = { backend, handle };
  return handle;
}

/** Every kernel of the contract, on `backend`. */
function allKernels(backend: WebgpuBackend): KernelTable {
  return {
    ...productKernels(backend),
    ...attentionKernels(backend),
    ...cachedAttentionKernels(backend),
    ...layerNormKernels(backend),
    ...tokenKernels(backend),
    ...elementwiseKernels(backend),
    ...halfKernels(backend),
    ...int8Kernels(backend),
    ...optimizerKernels(backend),
    ...sumOfNothing(backend),
  };
}
