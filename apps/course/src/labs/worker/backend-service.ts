/** Which backend the worker computes on, and whether the GPU was taken away since. */
import { type BackendInfo, selectBackend } from '@glassbox/core';
import { WASM_PATHS } from './assets.ts';
import type { BackendChoice } from './contract.ts';
import { type Handlers, type MethodTable, type Port, serve, WorkerCallError } from './protocol.ts';

let lostReason: string | undefined;

/** Selects a backend; without WebAssembly and WebGPU that is plain JavaScript. */
export async function chooseBackend(prefer: BackendChoice): Promise<BackendInfo> {
  lostReason = undefined;
  const onLost = (reason: string) => {
    lostReason = reason;
  };
  return await selectBackend({ prefer, wasmPaths: WASM_PATHS, onLost });
}

/** Throws GPU_LOST once the GPU is gone: whatever failed, failed because of that. */
export function assertGpuThere(): void {
  if (lostReason === undefined) return;
  throw new WorkerCallError(
    'GPU_LOST',
    `graphics processor: it was taken away (${lostReason}); choose WebAssembly or continue from the checkpoint.`,
  );
}

/** Serves a worker that computes: whatever fails once the GPU is gone is told as GPU_LOST, not as what the loss led to. */
export function serveComputing<T extends MethodTable<T>>(port: Port, handlers: Handlers<T>): void {
  serve<T>(port, handlers, assertGpuThere);
}
