/** WebAssembly: tfjs' own module with our kernels in its memory. */
import { env, setBackend } from '@tensorflow/tfjs-core';
import { type BackendOptions, Unusable } from './backend.ts';

/** Makes WebAssembly the current backend, with our kernels in place of tfjs' slow ones. */
export async function startWasm(options: BackendOptions): Promise<{ label: string; threads: number }> {
  if (!('WebAssembly' in globalThis)) throw new Unusable('this host has no WebAssembly');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm'); // registers itself
  // Minifiers break the threaded build of tfjs 4.22: its worker source refers to a name they change.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const { wasmPaths } = options;
  if (typeof wasmPaths === 'string') setWasmPaths(wasmPaths);
  else if (wasmPaths) setWasmPaths({ ...wasmPaths });
  if (!(await setBackend('wasm'))) throw new Unusable('its module could not be loaded; check wasmPaths');
  const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return { label: simd ? 'WebAssembly SIMD · 1 thread' : 'WebAssembly · 1 thread', threads: 1 };
}
