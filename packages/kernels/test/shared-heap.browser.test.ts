/** A page that asks tfjs for threads gets ours: the kernels' entry keeps tfjs on its SIMD build, with the heap shared. A file of its own, since tfjs keeps one wasm build per page. */
/// <reference types="vite/client" />
import '@tensorflow/tfjs-backend-cpu';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { backend, removeBackend, setBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type InstalledWasmKernels, installWasmKernels } from '../src/wasm/index.ts';
import { CASES } from './cases.ts';
import { testParity } from './suites.ts';

const WANTED = ['matMul odd, AᵀBᵀ', 'linear 7×13×5', 'causalAttention [2, 3, 5, 7]', 'crossEntropy 5×13'];

setWasmPaths({
  'tfjs-backend-wasm.wasm': plainUrl,
  'tfjs-backend-wasm-simd.wasm': simdUrl,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
});

describe('wasm on a shared heap', () => {
  if (!globalThis.crossOriginIsolated) {
    test.skip('needs cross-origin isolation, which this page does not have', () => undefined);
    return;
  }
  let installed: InstalledWasmKernels;
  beforeAll(async () => {
    setThreadsCount(2);
    await setBackend('wasm');
    installed = await installWasmKernels();
  });
  afterAll(() => {
    installed.dispose();
    removeBackend('wasm');
  });

  test('tfjs keeps its tensors in shared memory', () => {
    const { HEAPU8 } = (backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm;
    expect(HEAPU8.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  testParity(
    () => setBackend('wasm'),
    CASES.filter(({ title }) => WANTED.includes(title)),
  );
});
