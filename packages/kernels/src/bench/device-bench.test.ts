import { getKernel, memory, setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { KernelError } from '../errors.ts';
import { configureWasmKernels } from '../wasm/index.ts';
import { createDecoder, createInt8Decoder } from './decode.ts';
import { type BenchProgress, runDeviceBench } from './device-bench.ts';
import { createParameters, disposeParameters, type GptSizes } from './gpt.ts';
import { createTrainStep, VARIANTS } from './train-step.ts';

const SIZES: GptSizes = { nLayer: 1, nEmbd: 8, nHead: 2, T: 4, B: 2, V: 11 };

beforeAll(async () => {
  configureWasmKernels({ threads: 1 });
  await setBackend('wasm');
});

test('another backend than the active one is refused', async () => {
  await expect(runDeviceBench({ backend: 'webgpu' })).rejects.toThrow(KernelError);
});

test('an aborted run rejects with the reason, frees its tensors and leaves our kernels installed', async () => {
  const controller = new AbortController();
  const seen: BenchProgress[] = [];
  const before = memory().numTensors;
  const onProgress = (progress: BenchProgress) => {
    seen.push(progress);
    controller.abort(new Error('enough'));
  };
  const run = runDeviceBench({ backend: 'wasm', sizes: SIZES, signal: controller.signal, onProgress });
  await expect(run).rejects.toThrow('enough');
  expect(seen.map(({ done }) => done)).toEqual([0]);
  expect(memory().numTensors).toBe(before);
  expect(getKernel('GlassboxMatMul', 'wasm')).toBeDefined();
});

test('all variants train alike: the same loss after two steps, within float32', async () => {
  const losses = Object.values(VARIANTS).map((variant) => {
    const step = createTrainStep(variant, SIZES);
    step.run().dispose();
    const loss = step.run();
    const [value = Number.NaN] = loss.dataSync();
    loss.dispose();
    step.dispose();
    return value;
  });
  expect(losses[0]).toBeGreaterThan(0);
  for (const loss of losses) expect(loss).toBeCloseTo(losses[0] ?? Number.NaN, 5);
});

test('a decoder starts over with each call, and leaves nothing behind', () => {
  const parameters = createParameters(SIZES, { tied: true, spread: 1 });
  const before = memory().numTensors;
  for (const create of [createDecoder, createInt8Decoder]) {
    const decoder = create(SIZES, parameters);
    const ids = decoder.generate(1, SIZES.T);
    expect(ids).toHaveLength(SIZES.T);
    expect(decoder.generate(1, SIZES.T)).toEqual(ids);
    decoder.dispose();
    expect(memory().numTensors).toBe(before);
  }
  disposeParameters(parameters);
});
