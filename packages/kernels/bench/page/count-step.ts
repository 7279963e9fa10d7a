/**
 * Runs in the browser for `parts/webgpu.ts`: counts what one train step asks of a WebGPU device. The full step is only
 * recorded, not computed, since an emulated device takes minutes over it; one of a smaller batch is computed as a check.
 */
import { backend, setBackend } from '@tensorflow/tfjs-core';
import { type GptSizes, STEP_SIZES } from '../../src/bench/gpt.ts';
import { createKernelSwitch, snapshotKernels } from '../../src/bench/kernel-switch.ts';
import { createTrainStep, VARIANTS, type Variant } from '../../src/bench/train-step.ts';
import { countGpuWork, type GpuWork, installWebgpuKernels } from '../../src/webgpu/index.ts';

export interface StepCount extends GpuWork {
  /** Of the small step that was computed. */
  loss: number;
}

/** What the page hands over. */
export interface StepCounts {
  glassbox: StepCount;
  tfjs: StepCount;
}

declare global {
  var countStep: () => Promise<StepCounts>;
}

const SMALL_SIZES: GptSizes = { ...STEP_SIZES, T: 32, B: 1 };

globalThis.countStep = async () => {
  await setBackend('webgpu');
  installWebgpuKernels().dispose();
  const tfjs = snapshotKernels('webgpu');
  installWebgpuKernels();
  const kernels = createKernelSwitch('webgpu', tfjs, snapshotKernels('webgpu'));
  kernels.useGlassbox();
  const ours = await countOne(VARIANTS.glassbox);
  kernels.useTfjs();
  return { glassbox: ours, tfjs: await countOne(VARIANTS.plain) };
};

async function countOne(variant: Variant): Promise<StepCount> {
  const small = createTrainStep(variant, SMALL_SIZES);
  const result = small.run();
  const [loss = Number.NaN] = await result.data();
  result.dispose();
  small.dispose();

  const step = createTrainStep(variant);
  const resume = skipDispatches();
  try {
    step.run().dispose(); // the first step also uploads weights and moments
    const work = await countGpuWork(backend(), () => step.run().dispose());
    return { ...work, loss };
  } finally {
    resume();
    step.dispose();
  }
}

/** Until the returned function is called, dispatches are asked for, and counted, but not recorded. */
function skipDispatches(): () => void {
  const { prototype } = GPUComputePassEncoder;
  const { dispatchWorkgroups } = prototype;
  prototype.dispatchWorkgroups = () => undefined;
  return () => {
    prototype.dispatchWorkgroups = dispatchWorkgroups;
  };
}
