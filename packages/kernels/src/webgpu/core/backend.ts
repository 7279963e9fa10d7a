/** The parts of tfjs' `WebGPUBackend` that the kernels lean on: its device, its buffers and its one command encoder. */
import type { BackendValues, DataId, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { Slice } from './slice.ts';

/** Where a tensor's values are: on the CPU (`values`), in a buffer of its own, or in a part of a shared one. */
interface TensorData {
  dtype: DataType;
  shape: number[];
  values: Float32Array | Int32Array | null | undefined;
  /** tfjs binds whatever is not a GPUBuffer as it is, so a `Slice`, which has a binding's fields, works in all of its ops. */
  resource?: GPUBuffer | Slice | null | undefined;
}

interface Uniform {
  type: 'int32' | 'float32';
  data: number[];
}

export interface WebgpuBackend extends KernelBackend {
  readonly device: GPUDevice;
  readonly tensorMap: { get(dataId: DataId): TensorData; has(dataId: DataId): boolean };
  readonly bufferManager: {
    acquireBuffer(size: number, usage: number): GPUBuffer;
    releaseBuffer(buffer: GPUBuffer): void;
  };
  /** Data ids that the commands recorded so far use: their buffers are released only after the submit. */
  commandQueueOwnedIds: WeakSet<DataId>;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  makeTensorInfo(shape: number[], dtype: DataType, values?: Int32Array | Float32Array): TensorInfo;
  disposeData(dataId: DataId): boolean;
  incRef(dataId: DataId): void;
  refCount(dataId: DataId): number;
  uploadToGPU(dataId: DataId): void;
  makeUniforms(uniforms: Uniform[]): GPUBufferBinding;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  releaseResource(dataId: DataId): void;
  getBufferData(resource: GPUBuffer | Slice): Promise<ArrayBuffer>;
  convertAndCacheOnCPU(dataId: DataId, values: BackendValues): BackendValues;
  readSync(dataId: DataId): BackendValues;
  readToGPU(dataId: DataId): ReturnType<KernelBackend['readToGPU']>;
}

/** What tfjs gives every tensor's buffer; buffers of equal size and usage are reused. */
export const STORAGE_USAGE = 0x80 | 0x4 | 0x8; // STORAGE | COPY_SRC | COPY_DST
