/** Each thread's own scratch in tfjs' heap. Kept between kernels, grown when one needs more. */
import { KernelError } from '../../errors.ts';
import type { WasmBackend } from '../heap.ts';

export interface Scratch {
  /** Returns one address per thread, with at least `bytes` of room each; valid until the next call. */
  reserve(bytes: number): readonly number[];
  /** Frees all of it. */
  dispose(): void;
}

/** Blocks start on a cache line, so that threads don't slow each other at the seams. */
const LINE_BYTES = 64;

/** Makes scratch for `threads` threads. `reserve` throws KernelError if the heap is full. */
export function createScratch(wasm: WasmBackend['wasm'], threads: number): Scratch {
  let block = 0;
  let blockBytes = 0;
  let addresses: readonly number[] = new Array<number>(threads).fill(0);
  const dispose = () => {
    if (block) wasm._free(block);
    block = 0;
    blockBytes = 0;
  };
  return {
    reserve(bytes) {
      if (bytes <= blockBytes) return addresses;
      dispose();
      const stride = Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
      const allocated = wasm._malloc(stride * threads + LINE_BYTES) >>> 0; // signed above 2 GB
      if (!allocated) {
        throw new KernelError(
          `wasm kernels: ${stride * threads} bytes of scratch could not be had; use a smaller batch or context`,
        );
      }
      block = allocated;
      blockBytes = bytes;
      const first = Math.ceil(allocated / LINE_BYTES) * LINE_BYTES;
      addresses = Array.from({ length: threads }, (_, i) => first + i * stride);
      return addresses;
    },
    dispose,
  };
}
