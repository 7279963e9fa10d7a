/** What can be set about the wasm kernels. */
import { KernelError } from '../errors.ts';
import type { WasmSource } from './load.ts';
import { MAX_THREADS } from './threads/control.ts';

export interface WasmKernelOptions extends WasmSource {
  /** How many threads compute, 1 … 64; by default as many as there are cores, at most 8. More than 1 needs a shared heap. */
  threads?: number;
  /** Where the script of the worker threads (`dist/wasm/threads/thread.js` and `control.js` beside it) is, for hosts that move files. */
  threadUrl?: string | URL;
  /** Called, beside `console.warn`, when threads can't start or are lost and one thread goes on alone. */
  onWarning?: (message: string) => void;
}

/** More threads than this help no model that fits in a tab. */
const DEFAULT_LIMIT = 8;

/** Returns how many threads are wanted. Throws KernelError if `threads` is no number of threads. */
export function countThreads({ threads }: WasmKernelOptions): number {
  if (threads === undefined) return Math.min(DEFAULT_LIMIT, countCores());
  if (Number.isInteger(threads) && threads >= 1 && threads <= MAX_THREADS) return threads;
  throw new KernelError(
    `wasm kernels: threads is ${threads}; a whole number in 1…${MAX_THREADS} was needed; leave it out to use all cores`,
  );
}

/** Node's `navigator` ignores limits of the process; pages have no other. */
function countCores(): number {
  const { process, navigator } = globalThis as {
    process?: { getBuiltinModule?(name: string): unknown };
    navigator?: { hardwareConcurrency?: number };
  };
  const os = process?.getBuiltinModule?.('node:os') as { availableParallelism?(): number } | undefined;
  return os?.availableParallelism?.() ?? navigator?.hardwareConcurrency ?? 1;
}

/** Whether both ask for the same, so that nothing needs to be installed anew. */
export function areSameOptions(a: WasmKernelOptions, b: WasmKernelOptions): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof WasmKernelOptions>;
  return [...keys].every((key) => a[key] === b[key]);
}
