/** What the measurements need to know of tfjs' backends: when a GPU is done, how many kernels ran, and on what machine. */
import { backend as activeBackend, getKernelsForBackend } from '@tensorflow/tfjs-core';

/** The parts of tfjs' `WebGPUBackend` that are used here. */
interface WebgpuParts {
  device?: { features: { has(name: string): boolean } };
  queue?: { onSubmittedWorkDone(): Promise<void> };
  ensureCommandEncoderReady?(): void;
  endComputePassEncoder?(): void;
  submitQueue?(): void;
  adapterInfo?: { vendor?: string; architecture?: string };
}

/** Resolves when everything given to the active backend so far has been computed. */
export async function waitForDevice(): Promise<void> {
  const gpu = activeBackend() as WebgpuParts;
  gpu.ensureCommandEncoderReady?.(); // records what our kernels still hold back
  gpu.endComputePassEncoder?.(); // a pass left open makes the GPU refuse everything recorded, without a word
  gpu.submitQueue?.();
  await gpu.queue?.onSubmittedWorkDone();
}

/** One line on what computes, as far as the browser tells. */
export function describeDevice(): string {
  const { adapterInfo } = activeBackend() as WebgpuParts;
  const parts = [adapterInfo?.vendor, adapterInfo?.architecture].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : 'this CPU';
}

/** Time and number of the calls of one kernel. */
export interface KernelTime {
  kernel: string;
  calls: number;
  ms: number;
}

/** Runs `work` with every kernel of `backend` watched; longest first. On a GPU the times are those of recording. */
export function profileKernels(backend: string, work: () => void): KernelTime[] {
  const times = new Map<string, KernelTime>();
  const watched = getKernelsForBackend(backend).map((config) => {
    const { kernelFunc, kernelName } = config;
    const entry: KernelTime = { kernel: kernelName, calls: 0, ms: 0 };
    times.set(kernelName, entry);
    config.kernelFunc = (call) => {
      const start = performance.now();
      const result = kernelFunc(call);
      entry.calls++;
      entry.ms += performance.now() - start;
      return result;
    };
    return { config, kernelFunc };
  });
  try {
    work();
  } finally {
    for (const { config, kernelFunc } of watched) config.kernelFunc = kernelFunc;
  }
  return [...times.values()].filter(({ calls }) => calls > 0).sort((a, b) => b.ms - a.ms);
}
