/**
 * The view our kernels have of tfjs' WebAssembly heap: where a tensor lies, room for a result, and a few rooms that
 * grow as needed. Nothing is copied between tfjs and us.
 */
import type { DataId, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import { sizeOf } from '../kernel-table.ts';

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

/** What kernels keep outside of tensors, each in its own place, so that one never overwrites another in use. */
type RoomName = 'ids' | 'mask' | 'shares' | 'gradient';

export interface Heap {
  readonly backend: WasmBackend;
  /** Byte address of a tensor's data. */
  address(tensor: TensorInfo): number;
  /** A new tensor; its content is whatever was in memory. The engine owns it once the kernel has returned it. */
  output(shape: number[], dtype?: DataType): TensorInfo;
  /** A second handle on the same data, as tfjs' Reshape makes. */
  share(tensor: TensorInfo, shape?: number[]): TensorInfo;
  /** A tensor to write `tensor`'s successor to: a second handle on the same data if nothing else shares it, else new room. */
  successor(tensor: TensorInfo): TensorInfo;
  /** As `successor`, with the same content to begin with. */
  writable(tensor: TensorInfo): TensorInfo;
  /** Address of at least `bytes` of room kept under this name; valid until the next call with it. */
  room(name: RoomName, bytes: number): number;
  /** Copies values into the room of this name and returns its address. */
  upload(name: RoomName, values: Int32Array | Uint8Array): number;
  readScalar(tensor: TensorInfo): number;
  writeScalar(tensor: TensorInfo, value: number): void;
  /** Runs a kernel; if it throws, every tensor it had made is freed. */
  run<T>(kernel: () => T): T;
  dispose(): void;
}

export function createHeap(backend: WasmBackend): Heap {
  const rooms = new Map<RoomName, { address: number; bytes: number }>();
  const { wasm } = backend;
  const room = (name: RoomName, bytes: number): number => {
    const old = rooms.get(name);
    if (old && bytes <= old.bytes) return old.address;
    if (old) wasm._free(old.address);
    rooms.delete(name);
    const address = wasm._malloc(Math.max(4, bytes)) >>> 0; // signed above 2 GB
    if (!address) {
      throw new KernelError(`wasm kernels: ${bytes} bytes of scratch could not be had; use a smaller batch or context`);
    }
    rooms.set(name, { address, bytes });
    return address;
  };
  const address = (tensor: TensorInfo) => backend.dataIdMap.get(tensor.dataId).memoryOffset;
  let made: TensorInfo[] = [];
  const remember = (tensor: TensorInfo): TensorInfo => {
    made.push(tensor);
    return tensor;
  };
  const share = (tensor: TensorInfo, shape = tensor.shape): TensorInfo => {
    backend.incRef(tensor.dataId);
    return remember({ dataId: tensor.dataId, shape, dtype: tensor.dtype });
  };
  const output = (shape: number[], dtype: DataType = 'float32'): TensorInfo => {
    const tensor = remember(backend.makeOutput(shape, dtype));
    if (address(tensor) !== 0) return tensor;
    throw new KernelError(
      `wasm kernels: a result of shape [${shape.join(', ')}] could not be had; the heap is full; use a smaller batch or context`,
    );
  };
  const isUnshared = (tensor: TensorInfo) => backend.refCount(tensor.dataId) === 1;
  return {
    backend,
    address,
    output,
    share,
    successor: (tensor) => (isUnshared(tensor) ? share(tensor) : output(tensor.shape)),
    writable(tensor) {
      if (isUnshared(tensor)) return share(tensor);
      const copy = output(tensor.shape);
      const from = address(tensor);
      wasm.HEAPU8.copyWithin(address(copy), from, from + sizeOf(tensor.shape) * 4);
      return copy;
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
    room,
    upload(name, values) {
      const address = room(name, values.byteLength);
      wasm.HEAPU8.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), address);
      return address;
    },
    readScalar: (tensor) => new Float32Array(wasm.HEAPU8.buffer, address(tensor), 1)[0] ?? Number.NaN,
    writeScalar(tensor, value) {
      new Float32Array(wasm.HEAPU8.buffer, address(tensor), 1)[0] = value;
    },
    dispose() {
      for (const { address } of rooms.values()) wasm._free(address);
      rooms.clear();
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
