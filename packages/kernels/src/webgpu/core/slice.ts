/** A tensor's part of a buffer that it shares with others; `slab.ts` makes them. */

/** A part of a slab. It has the fields of a `GPUBufferBinding`, and one or more tensors own it. */
export interface Slice extends GPUBufferBinding {
  buffer: GPUBuffer;
  offset: number;
  size: number;
  slab: Slab;
  /** Tensors whose data this is; the last one to go frees it. */
  owners: number;
}

export interface Slab {
  readonly buffer: GPUBuffer;
  /** Returns a slice of `size` bytes with one owner, or `undefined` if no gap is long enough. */
  take(size: number): Slice | undefined;
  release(slice: Slice): void;
}

export function isSlice(resource: GPUBuffer | Slice | null | undefined): resource is Slice {
  return resource !== null && resource !== undefined && 'slab' in resource;
}
