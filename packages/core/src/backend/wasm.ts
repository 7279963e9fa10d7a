/** WebAssembly: tfjs' own module with our kernels working in its memory. */
import { KernelError } from '@glassbox/kernels';
import { installWasmKernels } from '@glassbox/kernels/wasm';
import { engine, env, setBackend } from '@tensorflow/tfjs-core';
import { type BackendOptions, type Started, Unusable } from './backend.ts';

/** Where our kernels already are: installing twice would stack them. */
const labels = new WeakMap<object, Started>();

/** Makes WebAssembly the current backend, with our kernels in place of tfjs' slow ones. */
export async function startWasm(options: BackendOptions): Promise<Started> {
  if (!('WebAssembly' in globalThis)) throw new Unusable('this host has no WebAssembly');
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm'); // registers itself
  // Minifiers break the threaded build of tfjs 4.22: its worker source refers to a name they change.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const { wasmPaths } = options;
  if (wasmPaths && !engine().registry.wasm)
    setWasmPaths(typeof wasmPaths === 'string' ? wasmPaths : complete(wasmPaths));
  if (!(await setBackend('wasm'))) throw new Unusable('its module could not be loaded; check wasmPaths');
  const { backend } = engine();
  const started = labels.get(backend) ?? (await install(options));
  labels.set(backend, started);
  return started;
}

/** tfjs insists on a path for every build, though the threaded one is never fetched. */
function complete(wasmPaths: Readonly<Record<string, string>>): Record<string, string> {
  const threaded = wasmPaths['tfjs-backend-wasm-simd.wasm'] ?? '';
  return { 'tfjs-backend-wasm-threaded-simd.wasm': threaded, ...wasmPaths };
}

/** Without our kernels everything still runs, several times slower; then the label and a warning say so. */
async function install({ kernelsWasmUrl }: BackendOptions): Promise<Started> {
  try {
    const source = kernelsWasmUrl ? { wasmUrl: (level: string) => `${kernelsWasmUrl}${kernelFile(level)}` } : {};
    const { threads } = await installWasmKernels(source);
    return { label: `WebAssembly SIMD · ${threads} ${threads === 1 ? 'thread' : 'threads'}`, threads };
  } catch (error) {
    if (!(error instanceof KernelError)) throw error;
    return { label: 'WebAssembly without fast kernels · 1 thread', threads: 1, warning: error.message };
  }
}

function kernelFile(level: string): string {
  return level === 'relaxed' ? 'glassbox-relaxed-simd.wasm' : 'glassbox-simd.wasm';
}
