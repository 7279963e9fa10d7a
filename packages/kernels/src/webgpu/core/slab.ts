/**
 * Many tensors in one GPU buffer, so that one binding reaches all of them: what lets AdamW over all parameters be one
 * dispatch. A slab hands out slices first-fit; an empty slab gives its buffer back to tfjs.
 */
import { STORAGE_USAGE, type WebgpuBackend } from './backend.ts';
import type { Slab } from './slice.ts';

/** WebGPU's default `minStorageBufferOffsetAlignment`: every slice starts at a multiple of it. */
const ALIGNMENT = 256;

/** Returns how many bytes a slice of `size` bytes takes up. */
export function alignedSize(size: number): number {
  return Math.max(1, Math.ceil(size / ALIGNMENT)) * ALIGNMENT;
}

/** Acquires a buffer of `capacity` bytes to be shared; `onEmpty` is called when its last slice went, before it is given back. */
export function createSlab(backend: WebgpuBackend, capacity: number, onEmpty: (slab: Slab) => void): Slab {
  const buffer = backend.bufferManager.acquireBuffer(capacity, STORAGE_USAGE);
  const gaps = [{ offset: 0, size: capacity }];
  let live = 0;
  const slab: Slab = {
    buffer,
    take(size) {
      const needed = alignedSize(size);
      const index = gaps.findIndex((gap) => gap.size >= needed);
      const gap = gaps[index];
      if (!gap) return undefined;
      const slice = { buffer, offset: gap.offset, size, slab, owners: 1 };
      if (gap.size === needed) gaps.splice(index, 1);
      else gaps[index] = { offset: gap.offset + needed, size: gap.size - needed };
      live++;
      return slice;
    },
    release(slice) {
      if (--slice.owners > 0) return;
      insertGap(gaps, { offset: slice.offset, size: alignedSize(slice.size) });
      if (--live > 0) return;
      onEmpty(slab);
      backend.bufferManager.releaseBuffer(buffer);
    },
  };
  return slab;
}

/** Keeps the gaps sorted and joins neighbours. */
function insertGap(gaps: { offset: number; size: number }[], gap: { offset: number; size: number }): void {
  const index = gaps.findIndex(({ offset }) => offset > gap.offset);
  const place = index < 0 ? gaps.length : index;
  const [before, after] = [gaps[place - 1], gaps[place]];
  gaps.splice(place, 0, gap);
  if (after && gap.offset + gap.size === after.offset) {
    gap.size += after.size;
    gaps.splice(place + 1, 1);
  }
  if (before && before.offset + before.size === gap.offset) {
    before.size += gap.size;
    gaps.splice(place, 1);
  }
}
