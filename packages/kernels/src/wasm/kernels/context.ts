/** What every wasm kernel is made from. */
import type { WasmExports } from '../exports.ts';
import type { Heap } from '../heap.ts';
import type { Threads } from '../threads/threads.ts';

export interface KernelContext {
  heap: Heap;
  wasm: WasmExports;
  threads: Threads;
}

/** Pieces per thread: enough that a thread that was interrupted holds the others up little. */
const PIECES_PER_THREAD = 3;

/** Returns how long a piece of `count` should be: a multiple of `unit`, and no shorter than `least`. One thread gets all. */
export function grainOf({ threads }: KernelContext, count: number, unit: number, least: number): number {
  if (threads.count === 1) return Math.max(1, count);
  const even = Math.max(least, count / (threads.count * PIECES_PER_THREAD));
  return Math.max(1, Math.ceil(even / unit) * unit);
}

/** Elements to a thread: below this, handing work over costs more than it saves. */
const LEAST_ELEMENTS = 16384;

/** Returns how many elements a piece should have where each costs a few operations: whole cache lines. */
export function elementGrain(context: KernelContext, size: number): number {
  return grainOf(context, size, 64, LEAST_ELEMENTS);
}
