/**
 * Makes `tf.setBackend('wasm')` start tfjs' backend with everything here: on a shared heap where that is possible, with
 * the kernels in and the threads running. tfjs' backends register themselves on import, and this one does it over again
 * (docs/decisions/0006). Whatever of it fails, the plain backend starts and the console says what is missing.
 */
import { engine, env } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import type { WasmBackend } from './heap.ts';
import { installOn } from './install.ts';
import { countThreads, type WasmKernelOptions } from './options.ts';
import { onSharedHeap } from './shared-heap.ts';
import { canShareMemory } from './shared-memory.ts';

type Factory = () => Promise<WasmBackend>;

let configured: WasmKernelOptions = {};

/** Wraps the factory that tfjs' own import registered. */
export function takeOverWasmBackend(): void {
  const entry = engine().registryFactory.wasm;
  if (!entry) return;
  const start = entry.factory as Factory;
  engine().registryFactory.wasm = { ...entry, factory: () => startWithKernels(start) };
}

/**
 * Sets how the kernels are installed when the wasm backend starts. Needed only where the defaults don't do: when files
 * were moved, or fewer threads are wanted.
 *
 * @throws KernelError if the wasm backend already runs, or `threads` is no number of threads
 * @example configureWasmKernels({ threads: 2 }); await setBackend('wasm');
 */
export function configureWasmKernels(options: WasmKernelOptions): void {
  if (engine().registry.wasm) {
    throw new KernelError(
      'configureWasmKernels: the wasm backend already runs; it was needed before; call it before setBackend, or installWasmKernels(options) now',
    );
  }
  countThreads(options);
  configured = options;
}

async function startWithKernels(start: Factory): Promise<WasmBackend> {
  // tfjs' own threads would fight ours for the cores, and a minified page breaks them.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const backend = await startBackend(start);
  try {
    const { dispose } = await installOn(backend, configured);
    const disposeBackend = backend.dispose.bind(backend);
    backend.dispose = () => {
      dispose();
      disposeBackend();
    };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    console.warn(`${error.message}\nThe wasm backend runs without fast kernels.`);
  }
  return backend;
}

async function startBackend(start: Factory): Promise<WasmBackend> {
  const isWorthSharing =
    canShareMemory() && countThreads(configured) > 1 && (await env().getAsync('WASM_HAS_SIMD_SUPPORT'));
  if (!isWorthSharing) return start();
  try {
    return await onSharedHeap(start);
  } catch (error) {
    console.warn(`wasm kernels: tfjs could not start on a shared heap (${String(error)}); one thread computes`);
    return start();
  }
}
