/** WebAssembly: tfjs' own module with our kernels working in its memory, on all cores where that memory can be shared. */
import { KernelError } from '@glassbox/kernels';
import { engine, setBackend } from '@tensorflow/tfjs-core';
import { type BackendOptions, type Started, Unusable } from './backend.ts';

/** Makes WebAssembly the current backend, with our kernels in place of tfjs' slow ones. */
export async function startWasm(options: BackendOptions): Promise<Started> {
  if (!('WebAssembly' in globalThis)) throw new Unusable('this host has no WebAssembly');
  const { installWasmKernels } = await prepare(options);
  if (!(await setBackend('wasm'))) throw new Unusable('its module could not be loaded; check wasmPaths');
  try {
    // Starting the backend has installed them; asked again, it says how many threads there still are.
    const { threads, warning } = await installWasmKernels();
    const label = `WebAssembly SIMD · ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
    return { label, threads, ...(warning !== undefined && { warning }) };
  } catch (error) {
    // Without our kernels everything still runs, several times slower; the label and a warning say so.
    if (!(error instanceof KernelError)) throw error;
    return { label: 'WebAssembly without fast kernels · 1 thread', threads: 1, warning: error.message };
  }
}

/** Registers the backend and says where its files are, which counts for its first start only. */
async function prepare({ wasmPaths, kernelsWasmUrl }: BackendOptions) {
  const kernels = await import('@glassbox/kernels/wasm');
  if (engine().registry.wasm) return kernels;
  if (wasmPaths) {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(typeof wasmPaths === 'string' ? wasmPaths : complete(wasmPaths));
  }
  if (kernelsWasmUrl) {
    kernels.configureWasmKernels({ wasmUrl: (level) => `${kernelsWasmUrl}${kernelFile(level)}` });
  }
  return kernels;
}

/** tfjs insists on a path for every build, though the threaded one is never fetched. */
function complete(wasmPaths: Readonly<Record<string, string>>): Record<string, string> {
  const threaded = wasmPaths['tfjs-backend-wasm-simd.wasm'] ?? '';
  return { 'tfjs-backend-wasm-threaded-simd.wasm': threaded, ...wasmPaths };
}

function kernelFile(level: string): string {
  return level === 'relaxed' ? 'glassbox-relaxed-simd.wasm' : 'glassbox-simd.wasm';
}
