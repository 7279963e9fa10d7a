/**
 * The view our kernels have of tfjs' WebAssembly heap: where a tensor lies, room for a result, and one workspace that
 * grows as needed. Nothing is copied between tfjs and us.
 */
import type { DataId, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';

/** The parts of tfjs' `BackendWasm` that are used here. */
export interface WasmBackend extends KernelBackend {
  wasm: {
    asm?: Record<string, unknown>;
    wasmMemory?: WebAssembly.Memory;
    HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
  };
  dataIdMap: { get(dataId: DataId): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: DataType): TensorInfo;
  incRef(dataId: DataId): void;
  refCount(dataId: DataId): number;
}

export interface Heap {
  readonly backend: WasmBackend;
  /** Byte address of a tensor's data. */
  address(tensor: TensorInfo): number;
  /** A new tensor; its content is whatever was in memory. The engine owns it once the kernel has returned it. */
  output(shape: number[], dtype?: DataType): TensorInfo;
  /** A second handle on the same data, as tfjs' Reshape makes. */
  share(tensor: TensorInfo, shape?: number[]): TensorInfo;
  /** Whether no other tensor shares this data, so that it may be written in place. */
  isUnshared(tensor: TensorInfo): boolean;
  /** Address of at least `bytes` of scratch, valid until the next call. */
  workspace(bytes: number): number;
  /** Copies ids to scratch; valid until the next call of `workspace`. */
  ids(values: Int32Array): number;
  readScalar(tensor: TensorInfo): number;
  writeScalar(tensor: TensorInfo, value: number): void;
  /** Runs a kernel; if it throws, every tensor it had made is freed. */
  run<T>(kernel: () => T): T;
  dispose(): void;
}

export function createHeap(backend: WasmBackend): Heap {
  let scratch = 0;
  let scratchBytes = 0;
  const { wasm } = backend;
  const workspace = (bytes: number): number => {
    if (bytes <= scratchBytes) return scratch;
    if (scratch) wasm._free(scratch);
    scratch = 0;
    scratchBytes = 0;
    const address = wasm._malloc(bytes) >>> 0; // signed above 2 GB
    if (!address) {
      throw new KernelError(`wasm kernels: ${bytes} bytes of scratch could not be had; use a smaller batch or context`);
    }
    scratch = address;
    scratchBytes = bytes;
    return scratch;
  };
  const address = (tensor: TensorInfo) => backend.dataIdMap.get(tensor.dataId).memoryOffset;
  let made: TensorInfo[] = [];
  const remember = (tensor: TensorInfo): TensorInfo => {
    made.push(tensor);
    return tensor;
  };
  return {
    backend,
    address,
    output(shape, dtype = 'float32') {
      const tensor = remember(backend.makeOutput(shape, dtype));
      if (address(tensor) !== 0) return tensor;
      throw new KernelError(
        `wasm kernels: a result of shape [${shape.join(', ')}] could not be had; the heap is full; use a smaller batch or context`,
      );
    },
    share(tensor, shape = tensor.shape) {
      backend.incRef(tensor.dataId);
      return remember({ dataId: tensor.dataId, shape, dtype: tensor.dtype });
    },
    run(kernel) {
      made = [];
      try {
        return kernel();
      } catch (error) {
        for (const tensor of made) backend.disposeData(tensor.dataId);
        throw error;
      } finally {
        made = [];
      }
    },
    isUnshared: (tensor) => backend.refCount(tensor.dataId) === 1,
    workspace,
    ids(values) {
      const address = workspace(Math.max(4, values.byteLength));
      wasm.HEAPU8.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), address);
      return address;
    },
    readScalar: (tensor) => new Float32Array(wasm.HEAPU8.buffer, address(tensor), 1)[0] ?? Number.NaN,
    writeScalar(tensor, value) {
      new Float32Array(wasm.HEAPU8.buffer, address(tensor), 1)[0] = value;
    },
    dispose() {
      if (scratch) wasm._free(scratch);
      scratch = 0;
      scratchBytes = 0;
    },
  };
}

/** Returns the memory object behind tfjs' heap: both of its builds expose it, under different names. */
export function getWasmMemory(backend: WasmBackend): WebAssembly.Memory {
  const { wasmMemory, asm } = backend.wasm;
  if (wasmMemory) return wasmMemory;
  const memory = Object.values(asm ?? {}).find((value) => value instanceof WebAssembly.Memory);
  if (memory) return memory as WebAssembly.Memory;
  throw new KernelError(
    'installWasmKernels: the memory of @tensorflow/tfjs-backend-wasm was not found; version 4.22 was needed; install that one',
  );
}
