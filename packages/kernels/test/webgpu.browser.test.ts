/** The WebGPU kernels in Chromium, on SwiftShader where there is no GPU: compiling a shader takes it a second, so forms are shared. */
import '@tensorflow/tfjs-backend-cpu';
import { backend, env, setBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installWebgpuKernels } from '../src/webgpu/index.ts';
import { CASES } from './cases.ts';
import { testEquivalences } from './equivalences.ts';
import { testExtremes } from './extremes.ts';
import { testInference } from './inference.ts';
import { testOptimizer, testParity, testRepeats } from './suites.ts';
import { testLossParity } from './training.ts';

/** Each form of product is there once alone and once with everything fused; what lies between is the same code with lines left out. */
const REPEATED =
  /^matMul (odd, A.*, (bias|gelu|residual|bias, gelu)$|odd, A.*, bias, gelu, residual|batch, .*ᵀ.*, bias|few rows: [237])/;
const WEBGPU_CASES = CASES.filter(({ title }) => !REPEATED.test(title));

const activate = () => setBackend('webgpu');
const adapter = await navigator.gpu?.requestAdapter();

describe('webgpu in Chromium', () => {
  if (!adapter) {
    test.skip('needs a WebGPU adapter, which this browser does not have', () => undefined);
    return;
  }
  const errors: string[] = [];
  beforeAll(async () => {
    // Small tensors are computed on the GPU too, so that our kernels and no others are tested.
    env().set('WEBGPU_CPU_FORWARD', false);
    await activate();
    installWebgpuKernels();
    const { device } = backend() as unknown as { device: GPUDevice };
    device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
  });
  afterAll(() => installWebgpuKernels().dispose());

  const firstResults = testParity(activate, WEBGPU_CASES);
  testRepeats(WEBGPU_CASES, firstResults);
  testOptimizer();
  testExtremes();
  testEquivalences();
  testInference(activate);
  testLossParity(activate, { sizes: { nLayer: 1, nHead: 2, C: 16, B: 4, T: 8, V: 13 } });

  test('the device never complained', () => expect(errors).toEqual([]));
});
