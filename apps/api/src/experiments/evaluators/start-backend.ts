/** Where the evaluators' tensors are computed: WebAssembly, on one core. */
import { selectBackend } from '@glassbox/core';
import { configureWasmKernels } from '@glassbox/kernels/wasm';

let started: Promise<unknown> | undefined;

/** Resolves when tensors can be computed. The other cores belong to other work, and threads would need shared memory. */
export function startBackend(): Promise<unknown> {
  started ??= Promise.resolve()
    .then(() => configureWasmKernels({ threads: 1 }))
    .then(() => selectBackend({ prefer: 'wasm' }));
  return started;
}
