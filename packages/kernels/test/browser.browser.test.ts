/** The same suites inside Chromium, WebAssembly as pages load it; WebGPU has `webgpu.browser.test.ts`. */
/// <reference types="vite/client" />
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { type InstalledWasmKernels, installWasmKernels } from '../src/wasm/index.ts';
import { testOptimizer, testParity } from './suites.ts';

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
