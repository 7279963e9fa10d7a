/** What every wasm kernel is made from, and the shape of a kernel table entry. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmExports } from '../exports.ts';
import type { Heap } from '../heap.ts';

export interface KernelContext {
  heap: Heap;
  wasm: WasmExports;
}

/** Kernels get the inputs by name and the attributes of their op; both were validated by the op. */
export type WasmKernel = (inputs: Record<string, TensorInfo>, attributes: never) => TensorInfo[];

export type WasmKernelTable = Record<string, WasmKernel>;

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** [.., C] → the number of rows and C. */
export function rowsOf(shape: readonly number[]): { rows: number; width: number } {
  const width = shape.at(-1) ?? 1;
  return { rows: width === 0 ? 0 : sizeOf(shape) / width, width };
}
