/** The true use of memory on wasm: every allocation in tfjs' heap, where `tf.memory()` counts each handle on shared data. */
import { backend as activeBackend } from '@tensorflow/tfjs-core';

interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/** Returns the most bytes in use at once while a task ran, of those allocated in it; the backend must be wasm. */
export async function peakBytes(task: () => unknown): Promise<number> {
  const { wasm } = activeBackend() as unknown as { wasm: Allocator };
  wasm._free(wasm._malloc(4)); // Emscripten's stubs put the real functions in place on the first call
  const { _malloc, _free } = wasm;
  const sizes = new Map<number, number>();
  let inUse = 0;
  let peak = 0;
  wasm._malloc = (bytes) => {
    const address = _malloc(bytes);
    sizes.set(address, bytes);
    inUse += bytes;
    peak = Math.max(peak, inUse);
    return address;
  };
  wasm._free = (address) => {
    inUse -= sizes.get(address) ?? 0;
    sizes.delete(address);
    _free(address);
  };
  try {
    await task();
    return peak;
  } finally {
    Object.assign(wasm, { _malloc, _free });
  }
}
