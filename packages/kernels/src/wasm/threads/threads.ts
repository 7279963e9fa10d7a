/** How kernels spread their work: pieces of a range, on one thread or many. The bits of a result don't depend on which. */
import type { WasmExports } from '../exports.ts';
import type { Scratch } from './scratch.ts';

/** An export that computes pieces `from … to` of its work: `(...args, from, to, scratch)`, where `scratch` is a byte address. */
export type ParallelKernel = keyof WasmExports & string;

export interface Threads {
  /** How many threads take part. */
  readonly count: number;
  /**
   * Calls the kernel for pieces `[from, to)` that cover 0 … `count`, each at most `grain` long, and returns when all are
   * done. Every thread has its own `scratchBytes` of scratch, in tfjs' heap. Pieces must not share what they write, and
   * must give the same when run again: a piece whose thread died is repeated.
   */
  run(kernel: ParallelKernel, args: readonly number[], count: number, grain: number, scratchBytes: number): void;
  /** Ends the threads and frees their scratch. */
  dispose(): void;
}

/** Any export, seen as what `run` calls. */
type PieceKernel = (...args: number[]) => void;

/** One thread: the calling one, in order. */
export function createSerialThreads(exports: WasmExports, scratch: Scratch): Threads {
  return {
    count: 1,
    run(kernel, args, count, grain, scratchBytes) {
      const run = exports[kernel] as PieceKernel;
      const address = scratch.reserve(scratchBytes)[0] ?? 0;
      for (let from = 0; from < count; from += grain) run(...args, from, Math.min(count, from + grain), address);
    },
    dispose: scratch.dispose,
  };
}
