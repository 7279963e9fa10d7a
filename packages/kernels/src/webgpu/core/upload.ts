/** Token ids, masks and tables on their way to one dispatch. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WebgpuBackend } from './backend.ts';

/**
 * Returns `values` as an int32 tensor that is on the GPU at once; dispose it when its dispatch is recorded. tfjs' own
 * upload would put a copy into the command encoder and so keep dispatches apart that could be one.
 */
export function uploadIntegers(backend: WebgpuBackend, values: Int32Array): TensorInfo {
  // A buffer can't be empty.
  const size = Math.max(1, values.length) * 4;
  const tensor = backend.makeTensorInfo([values.length], 'int32');
  const buffer = backend.bufferManager.acquireBuffer(size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST);
  // The write takes effect before commands not submitted yet. The buffer is free of them: it is released at a submit.
  backend.device.queue.writeBuffer(buffer, 0, values.buffer, values.byteOffset, values.byteLength);
  backend.tensorMap.get(tensor.dataId).resource = buffer;
  return tensor;
}
