/**
 * `@glassbox/kernels/wasm`: makes tfjs' wasm backend fast for transformers. Our module computes on tfjs' own memory,
 * on all cores where that memory can be shared, serves every Glassbox op, and takes over tfjs' matrix product, whose
 * transposed forms are ten times too slow. Importing it is enough: `tf.setBackend('wasm')` then starts with all of it.
 */
import '@tensorflow/tfjs-backend-wasm';
import { backend as activeBackend, getBackend } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import type { SimdLevel } from './features.ts';
import type { WasmBackend } from './heap.ts';
import { type InstalledWasmKernels, installOn } from './install.ts';
import type { WasmSource } from './load.ts';
import type { WasmKernelOptions } from './options.ts';
import { configureWasmKernels, takeOverWasmBackend } from './take-over.ts';

export type { InstalledWasmKernels, SimdLevel, WasmKernelOptions, WasmSource };
export { configureWasmKernels };

takeOverWasmBackend();

/**
 * Returns what is installed on the active wasm backend, and installs the kernels if they are not there. With options
 * other than those they are there with, they are taken out and installed anew, with new threads; the heap stays as
 * tfjs started it.
 *
 * @param options leave them out to take whatever is there
 * @throws KernelError if the active backend is not wasm, the engine has no SIMD, or the module can't be loaded
 * @example await setBackend('wasm'); const { threads } = await installWasmKernels();
 */
export async function installWasmKernels(options?: WasmKernelOptions): Promise<InstalledWasmKernels> {
  const name = getBackend();
  if (name !== 'wasm') {
    throw new KernelError(
      `installWasmKernels: the active backend is ${name ?? 'none'}; wasm was needed; await tf.setBackend('wasm') first`,
    );
  }
  return installOn(activeBackend() as WasmBackend, options);
}
