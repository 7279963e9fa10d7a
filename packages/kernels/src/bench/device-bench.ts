/**
 * The benchmark any device can run, in a worker of the page `/bench` or from `pnpm bench`: the product, the train step
 * and the work per step, Glassbox against tfjs' own ops on the same backend, in turns.
 */
import { backend as activeBackend, getBackend } from '@tensorflow/tfjs-core';
import { KernelError } from '../errors.ts';
import { matMul } from '../ops/mat-mul.ts';
import { profileKernels, waitForDevice } from './device.ts';
import { countStepFlop, type GptSizes, STEP_SIZES } from './gpt.ts';
import { createKernelSwitch, type KernelSwitch, snapshotKernels } from './kernel-switch.ts';
import { measureInTurns, median, medianRatio, type Run } from './measure.ts';
import { createProducts, type Multiply, PRODUCT_FLOP, PRODUCT_FORMS, type ProductForm } from './product-shapes.ts';
import { createTrainStep, VARIANTS } from './train-step.ts';

/** One measured value. */
export interface BenchRow {
  id: string;
  /** null when it could not be measured; `note` then says why. */
  value: number | null;
  unit: string;
  note?: string;
}

/** A part of the measurement, named as the ids of its rows begin. */
export type BenchPart = `product.${ProductForm}` | 'step' | 'work';

export interface BenchProgress {
  /** `done` of `total` parts are finished. */
  done: number;
  total: number;
  /** The part that begins now; absent at the end. */
  part?: BenchPart;
  /** What has been measured so far. */
  rows: readonly BenchRow[];
}

export interface DeviceBenchOptions {
  /** Must be the active backend: `await setBackend(backend)` first. */
  backend: 'webgpu' | 'wasm';
  /** Ends the measurement between two steps; the promise rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called before each part and at the end. */
  onProgress?(progress: BenchProgress): void;
  /** Sizes of the train step; smaller ones for a weak device. */
  sizes?: GptSizes;
}

/** Longest time for one comparison, beyond which no further round starts. */
const PART_LIMIT_MS = 15_000;
/** As many products make a turn as fill this time, to hide what starting and waiting cost; a slow device does with one. */
const PRODUCT_TURN_MS = 150;
const MOST_PRODUCTS_PER_TURN = 50;

/**
 * Measures and returns the rows: `product.*` in GFLOP/s, `step.*` in ms, `work.*` per step. Takes about a minute; yields
 * between steps. Leaves Glassbox' kernels installed and frees all else, also when it is aborted.
 *
 * @throws KernelError if `backend` is not the active one; the signal's reason when aborted
 * @example await setBackend('webgpu'); const rows = await runDeviceBench({ backend: 'webgpu' });
 */
export async function runDeviceBench(options: DeviceBenchOptions): Promise<BenchRow[]> {
  const { backend, signal, onProgress, sizes = STEP_SIZES } = options;
  if (getBackend() !== backend) {
    throw new KernelError(
      `runDeviceBench: the active backend is ${getBackend() ?? 'none'}; ${backend} was needed; await tf.setBackend('${backend}') first`,
    );
  }
  const kernels = await installSwitchable(backend);
  const products = PRODUCT_FORMS.map((form) => ({
    part: `product.${form}` as const,
    measure: () => measureProduct(kernels, form, signal),
  }));
  const parts: { part: BenchPart; measure(): Promise<BenchRow[]> }[] = [
    ...products,
    { part: 'step', measure: () => measureSteps(kernels, sizes, signal) },
    { part: 'work', measure: () => countWork(kernels, backend, sizes) },
  ];
  const rows: BenchRow[] = [];
  try {
    for (const [done, { part, measure }] of parts.entries()) {
      signal?.throwIfAborted();
      onProgress?.({ done, total: parts.length, part, rows: [...rows] });
      rows.push(...(await measure()));
    }
  } finally {
    kernels.useGlassbox();
  }
  onProgress?.({ done: parts.length, total: parts.length, rows: [...rows] });
  return rows;
}

async function installSwitchable(backend: DeviceBenchOptions['backend']): Promise<KernelSwitch> {
  const install =
    backend === 'webgpu'
      ? (await import('../webgpu/index.ts')).installWebgpuKernels
      : (await import('../wasm/index.ts')).installWasmKernels;
  (await install()).dispose();
  const tfjs = snapshotKernels(backend);
  await install();
  return createKernelSwitch(backend, tfjs, snapshotKernels(backend));
}

/** The time of a Glassbox train step in ms, the second one: the first also compiles. For choosing `sizes`. */
export async function timeStep(sizes: GptSizes = STEP_SIZES): Promise<number> {
  const step = createTrainStep(VARIANTS.glassbox, sizes);
  const run = async () => {
    const loss = step.run();
    await loss.data();
    loss.dispose();
  };
  try {
    await run();
    const start = performance.now();
    await run();
    return performance.now() - start;
  } finally {
    step.dispose();
  }
}

async function measureProduct(kernels: KernelSwitch, form: ProductForm, signal?: AbortSignal): Promise<BenchRow[]> {
  const products = createProducts();
  const rivals = {
    glassbox: { use: kernels.useGlassbox, multiply: multiplyByGlassbox },
    tfjs: { use: kernels.useTfjs, multiply: undefined },
  };
  const compute = async (name: keyof typeof rivals, count: number) => {
    const { use, multiply } = rivals[name];
    use();
    for (let i = 0; i < count; i++) products.run(form, multiply).dispose();
    await waitForDevice();
  };
  const findCount = async (name: keyof typeof rivals) => {
    await compute(name, 1); // compiles
    const start = performance.now();
    await compute(name, 1);
    const count = Math.ceil(PRODUCT_TURN_MS / (performance.now() - start));
    return Math.min(Math.max(count, 1), MOST_PRODUCTS_PER_TURN);
  };
  try {
    const counts = { glassbox: await findCount('glassbox'), tfjs: await findCount('tfjs') };
    const runs = {
      glassbox: () => compute('glassbox', counts.glassbox),
      tfjs: () => compute('tfjs', counts.tfjs),
    };
    const turns = await measureInTurns(runs, { limitMs: PART_LIMIT_MS / PRODUCT_FORMS.length, signal });
    const ours = turns.glassbox.map((ms) => ms / counts.glassbox);
    const theirs = turns.tfjs.map((ms) => ms / counts.tfjs);
    return [
      { id: `product.${form}.glassbox`, value: PRODUCT_FLOP / median(ours) / 1e6, unit: 'GFLOP/s' },
      { id: `product.${form}.tfjs`, value: PRODUCT_FLOP / median(theirs) / 1e6, unit: 'GFLOP/s' },
      { id: `product.${form}.vs-tfjs`, value: medianRatio(theirs, ours), unit: '×' },
    ];
  } finally {
    products.dispose();
  }
}

/** Our op, since on WebGPU tfjs' own matMul stays as it is. */
const multiplyByGlassbox: Multiply = (a, b, transposeA = false, transposeB = false) =>
  matMul(a, b, { transposeA, transposeB });

async function measureSteps(kernels: KernelSwitch, sizes: GptSizes, signal?: AbortSignal): Promise<BenchRow[]> {
  const [ours, theirs] = [createTrainStep(VARIANTS.glassbox, sizes), createTrainStep(VARIANTS.plain, sizes)];
  const turn =
    (use: () => void, step: typeof ours): Run =>
    async () => {
      use();
      const loss = step.run();
      await loss.data();
      loss.dispose();
    };
  try {
    const runs = { glassbox: turn(kernels.useGlassbox, ours), tfjs: turn(kernels.useTfjs, theirs) };
    const times = await measureInTurns(runs, { limitMs: PART_LIMIT_MS, signal });
    const tokens = (ms: number[]) => (1000 * sizes.B * sizes.T) / median(ms);
    const gflops = (ms: number[]) => countStepFlop(sizes) / median(ms) / 1e6;
    return [
      { id: 'step.glassbox', value: median(times.glassbox), unit: 'ms' },
      { id: 'step.tfjs', value: median(times.tfjs), unit: 'ms' },
      { id: 'step.vs-tfjs', value: medianRatio(times.tfjs, times.glassbox), unit: '×' },
      { id: 'step.tokens.glassbox', value: tokens(times.glassbox), unit: 'tokens/s' },
      { id: 'step.tokens.tfjs', value: tokens(times.tfjs), unit: 'tokens/s' },
      { id: 'step.gflops.glassbox', value: gflops(times.glassbox), unit: 'GFLOP/s' },
      { id: 'step.gflops.tfjs', value: gflops(times.tfjs), unit: 'GFLOP/s' },
    ];
  } finally {
    ours.dispose();
    theirs.dispose();
  }
}

async function countWork(kernels: KernelSwitch, backend: string, sizes: GptSizes): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [name, use, variant] of [
    ['glassbox', kernels.useGlassbox, VARIANTS.glassbox],
    ['tfjs', kernels.useTfjs, VARIANTS.plain],
  ] as const) {
    use();
    const step = createTrainStep(variant, sizes);
    const run = () => step.run().dispose();
    run(); // the first step registers gradients and compiles
    const calls = profileKernels(backend, run).reduce((sum, kernel) => sum + kernel.calls, 0);
    rows.push({ id: `work.kernel-calls.${name}`, value: calls, unit: 'calls' });
    if (backend === 'webgpu') {
      const { countGpuWork } = await import('../webgpu/index.ts');
      const { dispatches } = await countGpuWork(activeBackend(), run);
      rows.push({ id: `work.dispatches.${name}`, value: dispatches, unit: 'dispatches' });
    }
    step.dispose();
  }
  return rows;
}
