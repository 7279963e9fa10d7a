/** What every wasm kernel is made from. */
import type { WasmExports } from '../exports.ts';
import type { Heap } from '../heap.ts';

export interface KernelContext {
  heap: Heap;
  wasm: WasmExports;
}
