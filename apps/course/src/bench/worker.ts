/**
 * The measuring worker: starts the backend as the labs do, looks what it runs on, finds a model the device can bear,
 * measures. One measurement per worker: the page ends it afterwards, which frees everything.
 */
import { countStepFlop, type GptSizes, runDeviceBench, STEP_SIZES, timeStep } from '@glassbox/kernels/bench';
import { assertGpuThere, chooseBackend } from '../labs/worker/backend-service.ts';
import { type CallContext, type Port, serve, WorkerCallError } from '../labs/worker/protocol.ts';
import { findAdapter } from './adapter.ts';
import { browserName } from './browser-name.ts';
import type { BenchBackend, BenchEvent, BenchMethods, Device, MeasuredModel, ModelChoice } from './contract.ts';

/** Devices on which a step of the standard model takes longer than this get the small one. */
const SLOW_STEP_MS = 3_000;
/** A small step tells roughly what a standard one takes; beyond this it is not even tried. */
const HOPELESS_STEP_MS = 4 * SLOW_STEP_MS;
const SMALL_SIZES: GptSizes = { nLayer: 2, nEmbd: 64, nHead: 2, T: 64, B: 8, V: 65 };

type Emit = CallContext<BenchEvent>['emit'];

serve<BenchMethods>(self as unknown as Port, {
  measure: async ({ backend, model }, { signal, emit }) => {
    try {
      emit({ kind: 'started', device: await start(backend) });
      const { sizes } = await chooseModel(model, emit);
      await runDeviceBench({
        backend,
        sizes,
        signal,
        onProgress: (progress) => emit({ kind: 'progress', ...progress }),
      });
      return null;
    } catch (error) {
      assertGpuThere();
      throw error;
    }
  },
});

/** Makes exactly `backend` the current one: another in its place would be measured under the wrong name. */
async function start(backend: BenchBackend): Promise<Device> {
  const info = await chooseBackend(backend);
  if (info.name !== backend) {
    const reasons = info.skipped.map(({ reason }) => reason).join('; ');
    throw new WorkerCallError('BACKEND_MISSING', `bench worker: ${backend} does not start (${reasons}).`);
  }
  const adapter = backend === 'webgpu' ? await findAdapter() : undefined;
  const { userAgentData } = navigator as { userAgentData?: { brands: { brand: string; version: string }[] } };
  return {
    backend,
    ...(adapter && { adapter: adapter.name }),
    isSoftware: adapter?.isSoftware ?? false,
    browser: browserName(navigator.userAgent, userAgentData?.brands),
    userAgent: navigator.userAgent,
    cores: navigator.hardwareConcurrency,
    threads: info.threads,
    simd: backend === 'wasm' ? await simdLevel() : 'none',
    isCrossOriginIsolated: crossOriginIsolated,
    ...(info.warning !== undefined && { warning: info.warning }),
  };
}

async function simdLevel(): Promise<Device['simd']> {
  const { installWasmKernels } = await import('@glassbox/kernels/wasm');
  return (await installWasmKernels()).simd;
}

async function chooseModel(choice: ModelChoice, emit: Emit): Promise<MeasuredModel> {
  const model = await findModel(choice);
  emit({ kind: 'model', model });
  return model;
}

async function findModel(choice: ModelChoice): Promise<MeasuredModel> {
  if (choice === 'small') return { choice, sizes: SMALL_SIZES };
  const expectedMs = ((await timeStep(SMALL_SIZES)) * countStepFlop(STEP_SIZES)) / countStepFlop(SMALL_SIZES);
  const ms = expectedMs > HOPELESS_STEP_MS ? expectedMs : await timeStep(STEP_SIZES);
  if (ms <= SLOW_STEP_MS) return { choice, sizes: STEP_SIZES };
  return { choice: 'small', sizes: SMALL_SIZES, standardStepSeconds: ms / 1_000 };
}
