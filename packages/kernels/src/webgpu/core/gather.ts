/** Many tensors seen through few bindings: what kernels over all parameters read. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from './backend.ts';
import { createSlab } from './slab.ts';
import { isSlice, type Slice } from './slice.ts';
import { copyInto, slotOffsets } from './slots.ts';

/** Tensors that lie in one buffer: their places in the list, and where they begin, in floats. */
export interface Gathered {
  view: TensorInfo;
  members: { index: number; offset: number; size: number }[];
}

/**
 * Calls `use` with `tensors` grouped by the shared buffer they lie in; those with a buffer of their own, or in one of
 * `avoid`, are copied together first. The views and copies are there until `use` returns: it must record at once.
 */
export function withGathered<T>(
  backend: WebgpuBackend,
  tensors: TensorInfo[],
  avoid: GPUBuffer[],
  use: (groups: Gathered[]) => T,
): T {
  const full = tensors.map((tensor, index) => ({ tensor, index })).filter(({ tensor }) => sizeOf(tensor.shape) > 0);
  const slices = full.map(({ tensor }) => {
    const { resource } = backend.tensorMap.get(tensor.dataId);
    return isSlice(resource) && !avoid.includes(resource.buffer) ? resource : undefined;
  });
  const strays = full.filter((_, i) => !slices[i]);
  const copies = copyTogether(
    backend,
    strays.map(({ tensor }) => tensor),
  );
  const unused = copies.values();
  const groups = new Map<GPUBuffer, Gathered>();
  full.forEach(({ tensor, index }, i) => {
    const slice = slices[i] ?? (unused.next().value as Slice);
    const group = groups.get(slice.buffer) ?? { view: makeView(backend, slice.buffer), members: [] };
    groups.set(slice.buffer, group);
    group.members.push({ index, offset: slice.offset / 4, size: sizeOf(tensor.shape) });
  });
  const result = use([...groups.values()]);
  for (const { view } of groups.values()) backend.disposeData(view.dataId);
  for (const slice of copies) slice.slab.release(slice);
  return result;
}

/** Returns a handle on a whole buffer, for the time of one dispatch. */
export function makeView(backend: WebgpuBackend, buffer: GPUBuffer): TensorInfo {
  const view = backend.makeTensorInfo([buffer.size / 4], 'float32');
  const slab = { buffer, take: () => undefined, release: () => undefined };
  backend.tensorMap.get(view.dataId).resource = { buffer, offset: 0, size: buffer.size, slab, owners: 1 };
  return view;
}

function copyTogether(backend: WebgpuBackend, strays: TensorInfo[]): Slice[] {
  if (strays.length === 0) return [];
  const slab = createSlab(backend, slotOffsets(strays).at(-1) ?? 0, () => undefined);
  return strays.map((tensor) => {
    const slice = slab.take(4 * sizeOf(tensor.shape)) as Slice;
    copyInto(backend, tensor.dataId, slice);
    return slice;
  });
}
