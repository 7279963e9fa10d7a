/**
 * `@glassbox/kernels/wasm`: makes tfjs' wasm backend fast for transformers. Our module computes on tfjs' own memory,
 * serves every Glassbox op, and takes over tfjs' matrix product, whose transposed forms are ten times too slow.
 */
import { backend as activeBackend, getBackend } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import { installKernels, type KernelTable } from '../kernel-table.ts';
import type { SimdLevel } from './features.ts';
import { createHeap, getWasmMemory, type WasmBackend } from './heap.ts';
import { elementwiseKernels } from './kernels/elementwise.ts';
import { optimizerKernels } from './kernels/optimizer.ts';
import { productKernels } from './kernels/products.ts';
import { tokenKernels } from './kernels/tokens.ts';
import { loadWasmModule, type WasmSource } from './load.ts';
import { createScratch } from './threads/scratch.ts';
import { createSerialThreads } from './threads/threads.ts';

export type { SimdLevel, WasmSource };

/** What was installed, and how to take it out again. */
export interface InstalledWasmKernels {
  /** Which build runs: `relaxed` (fused multiply-add) or `plain`. */
  simd: SimdLevel;
  /** How many threads compute. */
  threads: number;
  /** Puts tfjs' own kernels back and frees the workspace. The Glassbox ops go on with their references. */
  dispose(): void;
}

/**
 * Installs the fast kernels on the active wasm backend. Call it once, after `await tf.setBackend('wasm')`.
 *
 * @param source where the .wasm is, if a bundler or a server moved it
 * @throws KernelError if the active backend is not wasm, the engine has no SIMD, or the module can't be loaded
 * @example await setBackend('wasm'); const kernels = await installWasmKernels();
 */
export async function installWasmKernels(source: WasmSource = {}): Promise<InstalledWasmKernels> {
  const name = getBackend();
  if (name !== 'wasm') {
    throw new KernelError(
      `installWasmKernels: the active backend is ${name ?? 'none'}; wasm was needed; await tf.setBackend('wasm') first`,
    );
  }
  const backend = activeBackend() as WasmBackend;
  const { exports: wasm, simd } = await loadWasmModule(getWasmMemory(backend), source);
  const heap = createHeap(backend);
  const threads = createSerialThreads(wasm, createScratch(backend.wasm, 1));
  const context = { heap, wasm, threads };
  const kernels: KernelTable = {
    ...productKernels(context),
    ...elementwiseKernels(context),
    ...tokenKernels(context),
    ...optimizerKernels(context),
  };
  const restore = installKernels('wasm', kernels, (caller, kernel) => {
    if (caller !== backend) failRemoved();
    return heap.run(kernel);
  });
  return {
    simd,
    threads: threads.count,
    dispose() {
      restore();
      threads.dispose();
      heap.dispose();
    },
  };
}

function failRemoved(): never {
  throw new KernelError(
    'wasm kernels: the wasm backend they were installed on is gone; another was found; dispose the old kernels, then installWasmKernels again',
  );
}
