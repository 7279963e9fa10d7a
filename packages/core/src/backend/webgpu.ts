/** WebGPU: the graphics card, where there is one that a page may use. */
import { installWebgpuKernels } from '@glassbox/kernels/webgpu';
import { engine, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { type BackendOptions, type Started, Unusable } from './backend.ts';

/** As much of `navigator.gpu` as is asked here; core is compiled without the DOM's types. */
interface Gpu {
  requestAdapter(options?: object): Promise<Adapter | null>;
}
interface Adapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: AdapterInfo;
}
interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}
interface LosableBackend {
  readonly device?: { readonly lost: Promise<{ readonly message: string; readonly reason?: string }> };
}

/** Names under which software adapters are known: Chromium's, Mesa's, Windows'. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|basic render/i;
/** tfjs' own rank for WebGPU. */
const PRIORITY = 3;

/** The backends that got our kernels, and whether their device is gone: tfjs would hand them out again. */
const equipped = new WeakMap<object, { lost: boolean; removeKernels(): void }>();

/** Makes WebGPU the current backend, with our kernels. */
export async function startWebgpu({ prefer, onLost }: BackendOptions): Promise<Started> {
  const adapter = await findAdapter();
  const name = describe(adapter.info);
  if (prefer !== 'webgpu' && isSoftware(adapter, name)) {
    throw new Unusable(`the only adapter is software (${name}); WebAssembly is faster on a CPU`);
  }
  await import('@tensorflow/tfjs-backend-webgpu'); // registers itself
  removeIfLost();
  if (!(await setBackend('webgpu'))) throw new Unusable('the adapter gave no device');
  equip(engine().backend as unknown as LosableBackend, onLost);
  return { label: `WebGPU · ${name}`, threads: 1 };
}

async function findAdapter(): Promise<Adapter> {
  const { gpu } = globalThis.navigator as unknown as { gpu?: Gpu };
  if (!gpu) throw new Unusable('this host has no WebGPU (navigator.gpu)');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Unusable('WebGPU is there but offers no adapter');
  return adapter;
}

function isSoftware(adapter: Adapter, name: string): boolean {
  return adapter.isFallbackAdapter === true || adapter.info?.isFallbackAdapter === true || SOFTWARE.test(name);
}

function describe({ vendor, architecture, description }: AdapterInfo = {}): string {
  return description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter';
}

/** Frees a backend whose device is gone and registers its maker anew. */
function removeIfLost(): void {
  const former = engine().registry.webgpu;
  const factory = engine().registryFactory.webgpu?.factory;
  const state = former && equipped.get(former);
  if (!factory || !state?.lost) return;
  state.removeKernels();
  removeBackend('webgpu');
  registerBackend('webgpu', factory, PRIORITY);
}

/** Installs our kernels once per backend, and listens for the loss of its device. */
function equip(backend: LosableBackend, onLost: BackendOptions['onLost']): void {
  const state = equipped.get(backend) ?? { lost: false, removeKernels: installWebgpuKernels().dispose };
  equipped.set(backend, state);
  backend.device?.lost.then(({ message, reason }) => {
    state.lost = true;
    onLost?.(message || reason || 'the device was lost');
  });
}
