/** Where gradients of weights are written: in one shared buffer if possible, so that the optimizer binds it once. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from './backend.ts';
import { alignedSize, createSlab } from './slab.ts';
import type { Slice } from './slice.ts';
import { stateOf } from './state.ts';

/** Small models fit in one slab of this size at once; larger ones from their second step on. */
const FIRST_SLAB_BYTES = 1 << 18;

/** Returns a new float32 tensor without contents, in the pool. The caller owns it. */
export function makeGradient(backend: WebgpuBackend, shape: number[]): TensorInfo {
  const tensor = backend.makeTensorInfo(shape, 'float32');
  const size = sizeOf(shape) * 4;
  if (size > 0) backend.tensorMap.get(tensor.dataId).resource = takeSlice(backend, size);
  return tensor;
}

function takeSlice(backend: WebgpuBackend, size: number): Slice {
  const state = stateOf(backend);
  state.pool ??= { slabs: new Set(), live: 0, peak: FIRST_SLAB_BYTES };
  const { pool } = state;
  pool.live += alignedSize(size);
  pool.peak = Math.max(pool.peak, pool.live);
  for (const slab of pool.slabs) {
    const slice = slab.take(size);
    if (slice) return slice;
  }
  const limit = Math.min(backend.device.limits.maxStorageBufferBindingSize, backend.device.limits.maxBufferSize);
  const capacity = Math.max(alignedSize(size), Math.min(pool.peak, Math.floor(limit / 256) * 256));
  const slab = createSlab(backend, capacity, (empty) => pool.slabs.delete(empty));
  const { release } = slab;
  slab.release = (slice) => {
    if (slice.owners === 1) pool.live -= alignedSize(slice.size);
    release(slice);
  };
  pool.slabs.add(slab);
  return slab.take(size) as Slice;
}
