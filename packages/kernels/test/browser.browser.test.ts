/** The same suites inside Chromium: WebAssembly as pages load it, and WebGPU (on SwiftShader where there is no GPU). */
/// <reference types="vite/client" />
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-webgpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { sizeOf } from '../src/kernel-table.ts';
import { type InstalledWasmKernels, installWasmKernels } from '../src/wasm/index.ts';
import { type InstalledWebgpuKernels, installWebgpuKernels } from '../src/webgpu/index.ts';
import { CASES } from './cases.ts';
import { testLeaks, testOptimizer, testParity, testRepeatability } from './suites.ts';

setWasmPaths({
  'tfjs-backend-wasm.wasm': plainUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
});
env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);

describe('wasm in Chromium', () => {
  let installed: InstalledWasmKernels;
  beforeAll(async () => {
    await setBackend('wasm');
    installed = await installWasmKernels();
  });
  afterAll(() => installed.dispose());
  testParity(() => setBackend('wasm'));
  testOptimizer();
});

/** On SwiftShader every element costs: what is tfjs' own on this backend is tried in small sizes only. */
const SMALL_CASES = CASES.filter(({ shapes }) => shapes.every((shape) => sizeOf(shape) < 600));
const FUSED_CASES = CASES.filter(({ title }) => !title.startsWith('matMul') && !title.startsWith('linear 257'));

const adapter = await navigator.gpu?.requestAdapter();

describe('webgpu in Chromium', () => {
  if (!adapter) {
    test.skip('needs a WebGPU adapter, which this browser does not have', () => undefined);
    return;
  }

  describe('references', () => {
    testParity(() => activateWebgpu(), SMALL_CASES, 1e-4);
  });

  describe('fused kernels', () => {
    let installed: InstalledWebgpuKernels;
    beforeAll(async () => {
      await activateWebgpu();
      installed = installWebgpuKernels();
    });
    afterAll(() => installed.dispose());
    testParity(() => activateWebgpu(), FUSED_CASES);
    testRepeatability(SMALL_CASES);
    testLeaks(SMALL_CASES);
    testOptimizer();
  });
});

/** Without the CPU forward, small tensors are computed on the GPU too, so that our kernels and no others are tested. */
async function activateWebgpu(): Promise<void> {
  env().set('WEBGPU_CPU_FORWARD', false);
  await setBackend('webgpu');
}
