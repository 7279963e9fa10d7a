/** What a set of fast kernels looks like, and how it takes the place of what tfjs had under the same names. */
import {
  getKernel,
  type KernelConfig,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';

/** Gets the inputs by name and the attributes of its op; both were validated by the op. Returns its outputs in order. */
type FastKernel = (inputs: Record<string, TensorInfo>, attributes: never) => TensorInfo[];

export type KernelTable = Record<string, FastKernel>;

/** Number of elements of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** [.., C] → the number of rows and C. */
export function rowsOf(shape: readonly number[]): { rows: number; width: number } {
  const width = shape.at(-1) ?? 1;
  return { rows: width === 0 ? 0 : sizeOf(shape) / width, width };
}

/** Runs around every kernel: checks that the backend is still the one the kernels were made for, and cleans up on a throw. */
export type RunGuarded = (backend: unknown, kernel: () => TensorInfo[]) => TensorInfo[];

/** Registers all of `kernels` for a backend and returns a function that puts back what was there before. */
export function installKernels(backendName: string, kernels: KernelTable, runGuarded: RunGuarded): () => void {
  const restores = Object.entries(kernels).map(([kernelName, kernel]) => {
    const previous: KernelConfig | undefined = getKernel(kernelName, backendName);
    if (previous) unregisterKernel(kernelName, backendName);
    registerKernel({ kernelName, backendName, kernelFunc: bridge(kernelName, kernel, previous, runGuarded) });
    return () => {
      unregisterKernel(kernelName, backendName);
      if (previous) registerKernel(previous);
    };
  });
  return () => {
    for (const restore of restores) restore();
  };
}

function bridge(
  kernelName: string,
  kernel: FastKernel,
  previous: KernelConfig | undefined,
  run: RunGuarded,
): KernelFunc {
  const isOurs = kernelName.startsWith('Glassbox');
  return (call) => {
    const inputs = call.inputs as Record<string, TensorInfo>;
    const attributes = (call.attrs ?? {}) as { activation?: string };
    if (!isOurs && previous && isForTfjs(inputs, attributes)) return previous.kernelFunc(call);
    const outputs = run(call.backend, () => kernel(inputs, attributes as never));
    return isOurs ? outputs : (outputs[0] as TensorInfo);
  };
}

/** Dtypes and activations of tfjs' own ops that only tfjs' own kernel handles. */
function isForTfjs(inputs: Record<string, TensorInfo>, { activation = 'linear' }: { activation?: string }): boolean {
  return activation !== 'linear' || Object.values(inputs).some((tensor) => tensor && tensor.dtype !== 'float32');
}
