/**
 * Lets Glassbox and tfjs' own kernels run in turns in one process: whatever an installation changes in tfjs' registry
 * can be put in and taken out between two measurements, while compiled modules and buffers stay.
 */
import { getKernelsForBackend, type KernelConfig, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

export interface KernelSwitch {
  /** Makes Glassbox' kernels the registered ones. */
  useGlassbox(): void;
  /** Makes tfjs' own the registered ones; Glassbox ops must not run then. */
  useTfjs(): void;
}

/** `tfjs` and `glassbox` are `snapshotKernels` before and after the installation. */
export function createKernelSwitch(backend: string, tfjs: KernelConfig[], glassbox: KernelConfig[]): KernelSwitch {
  const differing = (from: KernelConfig[], others: KernelConfig[]) =>
    from.filter((kernel) => !others.some(({ kernelFunc }) => kernelFunc === kernel.kernelFunc));
  const onlyTfjs = differing(tfjs, glassbox);
  const onlyGlassbox = differing(glassbox, tfjs);
  const changing = new Set([...onlyTfjs, ...onlyGlassbox].map(({ kernelName }) => kernelName));
  const use = (kernels: KernelConfig[]) => {
    for (const { kernelName } of getKernelsForBackend(backend)) {
      if (changing.has(kernelName)) unregisterKernel(kernelName, backend);
    }
    for (const kernel of kernels) registerKernel(kernel);
  };
  return {
    useGlassbox: () => use(onlyGlassbox),
    useTfjs: () => use(onlyTfjs),
  };
}

/** The kernels registered now, as they are now. */
export function snapshotKernels(backend: string): KernelConfig[] {
  return getKernelsForBackend(backend).map((kernel) => ({ ...kernel }));
}
