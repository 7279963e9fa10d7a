/** What Glassbox keeps per webgpu backend, and the few places where tfjs' backend calls back into it. */
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { KernelError } from '../../errors.ts';
import { sizeOf } from '../../kernel-table.ts';
import { STORAGE_USAGE, type WebgpuBackend } from './backend.ts';
import type { Pipeline } from './pipeline.ts';
import { isSlice, type Slab, type Slice } from './slice.ts';
import type { Work } from './work.ts';

/** Works to be recorded as one dispatch, when nothing more can join them. */
interface Waiting {
  groupSize: number;
  works: Work[];
  encode(): void;
}

/** Where gradients of weights are written; see `pool.ts`. */
interface GradientPool {
  slabs: Set<Slab>;
  /** Bytes of all slices alive, and the most there ever were: the size of the next first slab. */
  live: number;
  peak: number;
}

interface State {
  waiting: Waiting | undefined;
  pipelines: Map<string, Pipeline>;
  /** Uniforms of earlier calls by content: the shapes of one step are those of the next. */
  uniforms: Map<string, GPUBuffer>;
  /** Stands in for tensors without elements, which WebGPU can't bind. */
  placeholder: GPUBuffer | undefined;
  pool: GradientPool | undefined;
  /** Why the device is gone, once it is. */
  lost: string | undefined;
}

const states = new WeakMap<WebgpuBackend, State>();

/** Returns the state of `backend`, made and hooked in on first use. */
export function stateOf(backend: WebgpuBackend): State {
  const known = states.get(backend);
  if (known) return known;
  const state: State = {
    waiting: undefined,
    pipelines: new Map(),
    uniforms: new Map(),
    placeholder: undefined,
    pool: undefined,
    lost: undefined,
  };
  states.set(backend, state);
  hook(backend, state);
  return state;
}

/** Records the waiting works. It never submits: tfjs may be halfway through recording a program of its own. */
export function flush(backend: WebgpuBackend): void {
  const state = stateOf(backend);
  const { waiting } = state;
  state.waiting = undefined;
  waiting?.encode();
}

/** Throws `KernelError` if the device of `backend` is lost. */
export function checkDevice(backend: WebgpuBackend): void {
  const { lost } = stateOf(backend);
  if (lost === undefined) return;
  throw new KernelError(
    `webgpu: the GPU device was lost (${lost}) and its tensors with it; a working device was needed; load your weights again on another backend, or on this one after removeBackend('webgpu'), registerWebgpuBackend() and setBackend('webgpu')`,
  );
}

/** Moves a slice's bytes to a buffer of the tensor's own, for code that knows whole buffers only. */
export function detach(backend: WebgpuBackend, dataId: DataId): void {
  const data = backend.tensorMap.get(dataId);
  const slice = data.resource;
  if (!isSlice(slice)) return;
  const buffer = backend.bufferManager.acquireBuffer(slice.size, STORAGE_USAGE);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder?.copyBufferToBuffer(slice.buffer, slice.offset, buffer, 0, slice.size);
  data.resource = buffer;
  slice.slab.release(slice);
}

/** Returns a new handle with the data of `tensor`, to be written to; the old one loses it, unless others share it: then it is copied. */
export function takeOver(backend: WebgpuBackend, tensor: TensorInfo): TensorInfo {
  const handle = backend.makeTensorInfo(tensor.shape, tensor.dtype);
  if (sizeOf(tensor.shape) === 0) return handle;
  backend.uploadToGPU(tensor.dataId);
  const old = backend.tensorMap.get(tensor.dataId);
  const { resource } = old;
  if (backend.refCount(tensor.dataId) === 1) {
    backend.tensorMap.get(handle.dataId).resource = resource;
    old.resource = null;
    return handle;
  }
  backend.uploadToGPU(handle.dataId);
  const target = backend.tensorMap.get(handle.dataId).resource as GPUBuffer;
  const [buffer, offset] = isSlice(resource) ? [resource.buffer, resource.offset] : [resource as GPUBuffer, 0];
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder?.copyBufferToBuffer(buffer, offset, target, 0, 4 * sizeOf(tensor.shape));
  return handle;
}

function hook(backend: WebgpuBackend, state: State): void {
  backend.device.lost.then(({ reason, message }) => {
    state.lost = `${reason}: ${message}`;
  });
  const { ensureCommandEncoderReady, releaseResource, getBufferData, convertAndCacheOnCPU, readSync, readToGPU } =
    backend;
  // Everything tfjs records, copies or reads begins here: what waits was called earlier, so it is recorded earlier.
  backend.ensureCommandEncoderReady = () => {
    flush(backend);
    ensureCommandEncoderReady.call(backend);
  };
  backend.releaseResource = (dataId) => {
    const data = backend.tensorMap.has(dataId) ? backend.tensorMap.get(dataId) : undefined;
    if (!isSlice(data?.resource)) return releaseResource.call(backend, dataId);
    data.resource.slab.release(data.resource);
    data.resource = null;
  };
  backend.getBufferData = async (resource) => {
    try {
      return await (isSlice(resource) ? readSlice(backend, resource) : getBufferData.call(backend, resource));
    } catch (cause) {
      checkDevice(backend);
      throw cause;
    }
  };
  // A parameter read while an optimizer step replaces it: the values are good, there is only nobody to keep them for.
  backend.convertAndCacheOnCPU = (dataId, values) =>
    backend.tensorMap.has(dataId) ? convertAndCacheOnCPU.call(backend, dataId, values) : values;
  backend.readSync = (dataId) => {
    flush(backend);
    detach(backend, dataId);
    return readSync.call(backend, dataId);
  };
  backend.readToGPU = (dataId) => {
    detach(backend, dataId);
    return readToGPU.call(backend, dataId);
  };
}

async function readSlice(backend: WebgpuBackend, slice: Slice): Promise<ArrayBuffer> {
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const staging = backend.bufferManager.acquireBuffer(slice.size, usage);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder?.copyBufferToBuffer(slice.buffer, slice.offset, staging, 0, slice.size);
  backend.submitQueue();
  await staging.mapAsync(GPUMapMode.READ);
  const values = staging.getMappedRange().slice(0);
  staging.unmap();
  backend.bufferManager.releaseBuffer(staging);
  return values;
}
