/**
 * The numbers of tensors where tfjs' wasm backend keeps them, its heap: they are read from files and written to files in
 * place, without a second copy among JavaScript's arrays. Other backends keep arrays of their own or lie on a GPU.
 */
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { CheckpointError } from '../foundations/errors.ts';

/** The parts of tfjs' `BackendWasm` that are used here. */
interface WasmBackend {
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: number[], dtype: 'float32'): TensorInfo;
  /** A view that is valid until the heap grows, that is, until the next tensor is made. */
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

/** Returns the current backend if it is tfjs' wasm backend. */
function findWasm(): WasmBackend | undefined {
  const backend: object = engine().backend;
  return 'typedArrayFromHeap' in backend && 'makeOutput' in backend ? (backend as WasmBackend) : undefined;
}

/**
 * Returns a tensor whose numbers are whatever was in memory, and the view to write them through; the caller disposes
 * it. Undefined where the backend has no such heap. Ask for the view again after every wait: the heap may have grown.
 *
 * @throws CheckpointError naming the tensor if the heap is full
 */
export function findRoom(name: string, shape: readonly number[]): { tensor: Tensor; view(): Float32Array } | undefined {
  const backend = findWasm();
  if (!backend) return undefined;
  const tensor = engine().makeTensorFromTensorInfo(backend.makeOutput([...shape], 'float32'));
  if (tensor.size > 0 && backend.dataIdMap.get(tensor.dataId).memoryOffset === 0) {
    tensor.dispose();
    throw new CheckpointError(
      `${name}: its ${4 * tensor.size} bytes could not be had, the heap is full; free other models or load a smaller one.`,
      name,
    );
  }
  return { tensor, view: () => backend.typedArrayFromHeap(tensor) };
}

/** Returns a tensor's numbers: in place on wasm and cpu, a copy from a GPU. Use them before anything else is awaited. */
export async function numbersOf(tensor: Tensor): Promise<Float32Array> {
  return findWasm()?.typedArrayFromHeap(tensor) ?? ((await tensor.data()) as Float32Array);
}
