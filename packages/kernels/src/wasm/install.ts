/**
 * Puts the kernels into tfjs' registry, for one backend at a time: the registry is one per JavaScript realm and knows
 * backends by name only.
 */
import { getKernel } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import { installKernels } from '../kernel-table.ts';
import type { SimdLevel } from './features.ts';
import { createHeap, getWasmMemory, type WasmBackend } from './heap.ts';
import { createWasmKernels } from './kernels/index.ts';
import { loadWasmModule } from './load.ts';
import { areSameOptions, type WasmKernelOptions } from './options.ts';
import { startThreads } from './threads/start.ts';

/** What was installed, and how to take it out again. */
export interface InstalledWasmKernels {
  /** Which build runs: `relaxed` (fused multiply-add) or `plain`. */
  readonly simd: SimdLevel;
  /** How many threads compute; falls to 1 when worker threads are lost. */
  readonly threads: number;
  /** Why only one thread computes although more were to, if that is so. */
  readonly warning?: string | undefined;
  /** Ends the threads, puts tfjs' own kernels back and frees the scratch. The Glassbox ops go on with their references. */
  dispose(): void;
}

interface Installation {
  backend: WasmBackend;
  options: WasmKernelOptions;
  installed: InstalledWasmKernels;
}

let current: Installation | undefined;
let queue: Promise<unknown> = Promise.resolve();

/** Returns what is installed on `backend` with these options, or with any if none are given; installs it if it isn't. */
export function installOn(backend: WasmBackend, options?: WasmKernelOptions): Promise<InstalledWasmKernels> {
  const result = queue.then(async () => {
    const isThere = current?.backend === backend && (!options || areSameOptions(options, current.options));
    if (current && isThere) return current.installed;
    const make = await prepare(backend, options ?? {});
    current?.installed.dispose();
    const installed = make();
    current = { backend, options: options ?? {}, installed };
    return installed;
  });
  queue = result.catch(() => undefined);
  return result;
}

/** Does all that can fail or takes time; the function returned then puts the kernels in. */
async function prepare(backend: WasmBackend, options: WasmKernelOptions): Promise<() => InstalledWasmKernels> {
  let warning: string | undefined;
  const warn = (message: string) => {
    warning = message;
    console.warn(message);
    options.onWarning?.(message);
  };
  const linked = await loadWasmModule(getWasmMemory(backend), options);
  const threads = await startThreads(linked, backend, options, warn);
  const heap = createHeap(backend);
  const context = { heap, wasm: linked.exports, threads };
  const kernels = createWasmKernels(context);
  return () => {
    setUpReplaced(backend, Object.keys(kernels));
    const restore = installKernels('wasm', kernels, (caller, kernel) => {
      if (caller !== backend) failRemoved();
      return heap.run(kernel);
    });
    const installed = {
      simd: linked.simd,
      get threads() {
        return threads.count;
      },
      get warning() {
        return warning;
      },
      dispose() {
        if (current?.installed !== installed) return;
        current = undefined;
        restore();
        threads.dispose();
        heap.dispose();
      },
    };
    return installed;
  };
}

/** tfjs prepares the kernels that it finds when a backend has started; ours may have taken the place of some before. */
function setUpReplaced(backend: WasmBackend, names: string[]): void {
  for (const name of names) getKernel(name, 'wasm')?.setupFunc?.(backend);
}

function failRemoved(): never {
  throw new KernelError(
    'wasm kernels: the wasm backend they were installed on is gone; another was found; dispose the old kernels, then installWasmKernels again',
  );
}
