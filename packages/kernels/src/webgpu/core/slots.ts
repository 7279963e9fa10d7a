/** One buffer with a fixed place for each tensor of a list: where AdamW keeps parameters and moments from its first step on. */
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../kernel-table.ts';
import { STORAGE_USAGE, type WebgpuBackend } from './backend.ts';
import { alignedSize } from './slab.ts';
import { isSlice, type Slab, type Slice } from './slice.ts';
import { detach } from './state.ts';

/** A slab whose slice i belongs to tensor i. Two of equal layout have equal offsets. */
interface Slots extends Slab {
  readonly layout: string;
  readonly slices: (Slice | undefined)[];
}

/** Bytes before tensor i, and at the end those of all. */
export function slotOffsets(tensors: readonly TensorInfo[]): number[] {
  const offsets = [0];
  for (const { shape } of tensors) offsets.push((offsets.at(-1) ?? 0) + alignedSize(4 * sizeOf(shape)));
  return offsets;
}

/**
 * Returns new handles of `tensors`, all in one buffer. What lies there already stays, and its old handle loses it (the
 * caller assigns the new one to the variable); the rest is copied. A tensor that others share keeps its values.
 */
export function moveIntoSlots(
  backend: WebgpuBackend,
  tensors: TensorInfo[],
): { buffer: GPUBuffer; moved: TensorInfo[] } {
  const slots = findSlots(backend, tensors) ?? createSlots(backend, tensors);
  const offsets = slotOffsets(tensors);
  const moved = tensors.map((tensor, i) => {
    const size = 4 * sizeOf(tensor.shape);
    const handle = backend.makeTensorInfo(tensor.shape, 'float32');
    const own = slots.slices[i];
    const slice = own ?? { buffer: slots.buffer, offset: offsets[i] ?? 0, size, slab: slots, owners: 1 };
    if (own) backend.tensorMap.get(tensor.dataId).resource = null;
    else if (size > 0) copyInto(backend, tensor.dataId, slice);
    slots.slices[i] = slice;
    backend.tensorMap.get(handle.dataId).resource = slice;
    return handle;
  });
  return { buffer: slots.buffer, moved };
}

/** The slots that hold some of `tensors` at their places and nobody else at the others. */
function findSlots(backend: WebgpuBackend, tensors: TensorInfo[]): Slots | undefined {
  const layout = layoutOf(tensors);
  const resources = tensors.map(({ dataId }) => backend.tensorMap.get(dataId).resource);
  const found = resources.find(
    (resource) => isSlice(resource) && 'layout' in resource.slab && resource.slab.layout === layout,
  );
  if (!isSlice(found)) return undefined;
  const slots = found.slab as Slots;
  tensors.forEach(({ dataId }, i) => {
    // Clones and reshapes keep the old values, in a buffer of their own.
    if (resources[i] === slots.slices[i] && backend.refCount(dataId) > 1) detach(backend, dataId);
  });
  // With the last slice the buffer went, too.
  if (slots.slices.every((slice) => !slice)) return undefined;
  const isFree = slots.slices.every((slice, i) => !slice || (slice === resources[i] && slice.owners === 1));
  return isFree ? slots : undefined;
}

function createSlots(backend: WebgpuBackend, tensors: TensorInfo[]): Slots {
  const buffer = backend.bufferManager.acquireBuffer(slotOffsets(tensors).at(-1) ?? 0, STORAGE_USAGE);
  const slices: (Slice | undefined)[] = tensors.map(() => undefined);
  return {
    buffer,
    layout: layoutOf(tensors),
    slices,
    take: () => undefined,
    release(slice) {
      if (--slice.owners > 0) return;
      slices[slices.indexOf(slice)] = undefined;
      if (slices.every((one) => !one)) backend.bufferManager.releaseBuffer(buffer);
    },
  };
}

function layoutOf(tensors: TensorInfo[]): string {
  return tensors.map(({ shape }) => sizeOf(shape)).join(' ');
}

/** Copies a tensor's bytes to the start of `target`. */
export function copyInto(backend: WebgpuBackend, dataId: DataId, target: GPUBufferBinding): void {
  backend.uploadToGPU(dataId);
  const { resource } = backend.tensorMap.get(dataId);
  const [buffer, offset] = isSlice(resource) ? [resource.buffer, resource.offset] : [resource as GPUBuffer, 0];
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  const encoder = backend.commandEncoder as GPUCommandEncoder;
  encoder.copyBufferToBuffer(buffer, offset, target.buffer, target.offset ?? 0, target.size ?? 0);
}
