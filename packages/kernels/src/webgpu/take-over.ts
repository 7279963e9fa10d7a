/**
 * Makes `tf.setBackend('webgpu')` start tfjs' backend with the kernels in. tfjs' backends register themselves on import,
 * and this one does it over again (docs/decisions/0006). If it fails, the plain backend runs and the console says why.
 */
import { engine, registerBackend } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import type { WebgpuBackend } from './core/backend.ts';
import { installOn } from './install.ts';

type Factory = () => Promise<WebgpuBackend>;

/** tfjs' own factory and how much it prefers webgpu; undefined where tfjs found no WebGPU. */
let original: { factory: Factory; priority: number } | undefined;

/** Wraps the factory that tfjs' own import registered. */
export function takeOverWebgpuBackend(): void {
  const entry = engine().registryFactory.webgpu;
  if (!entry) return;
  original = { factory: entry.factory as Factory, priority: entry.priority };
  engine().registryFactory.webgpu = { ...entry, factory: startWithKernels };
}

/**
 * Registers the webgpu backend again after `tf.removeBackend('webgpu')`, which is how one gets a new device after the
 * old one was lost.
 *
 * @throws KernelError if this engine has no WebGPU
 * @example removeBackend('webgpu'); registerWebgpuBackend(); await setBackend('webgpu');
 */
export function registerWebgpuBackend(): void {
  if (!original) {
    throw new KernelError(
      'registerWebgpuBackend: this engine has no navigator.gpu; WebGPU was needed; use another backend',
    );
  }
  registerBackend('webgpu', startWithKernels, original.priority);
}

async function startWithKernels(): Promise<WebgpuBackend> {
  const backend = await (original as { factory: Factory }).factory();
  try {
    installOn(backend);
  } catch (error) {
    console.warn(`webgpu kernels: could not be installed (${String(error)}); the webgpu backend runs without them`);
  }
  return backend;
}
