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
import { type InstalledWasmKernels, installWasmKernels } from '../src/wasm/index.ts';
import { type InstalledWebgpuKernels, installWebgpuKernels } from '../src/webgpu/index.ts';
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

const adapter = await navigator.gpu?.requestAdapter();

describe('webgpu in Chromium', () => {
  if (!adapter) {
    test.skip('needs a WebGPU adapter, which this browser does not have', () => undefined);
    return;
  }

  describe('references', () => {
    testParity(() => activateWebgpu(), 1e-4);
  });

  describe('fused kernels', () => {
    let installed: InstalledWebgpuKernels;
    beforeAll(async () => {
      await activateWebgpu();
      installed = installWebgpuKernels();
    });
    afterAll(() => installed.dispose());
    testParity(() => activateWebgpu());
    testRepeatability();
    testLeaks();
    testOptimizer();
  });
});

/** Without the CPU forward, small tensors are computed on the GPU too, so that our kernels and no others are tested. */
async function activateWebgpu(): Promise<void> {
  env().set('WEBGPU_CPU_FORWARD', false);
  await setBackend('webgpu');
}
