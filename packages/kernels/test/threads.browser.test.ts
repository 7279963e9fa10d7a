/** Threads in Chromium: in the page, whose main thread may only spin, and in a worker, as the labs of the course use them. */
/// <reference types="vite/client" />
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { backend, setBackend } from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { configureWasmKernels, installWasmKernels } from '../src/wasm/index.ts';
import { CASES, type KernelCase } from './cases.ts';
import { type Computed, compute, findDifference } from './compute.ts';
import { testParity } from './suites.ts';
import { LARGE_CASES } from './threads-cases.ts';

const LARGE = LARGE_CASES[0] as KernelCase;
const failing = (when: string) => new URL(`./failing-threads/${when}.ts`, import.meta.url);

describe('threads in a page', () => {
  if (!globalThis.crossOriginIsolated) {
    test.skip('needs cross-origin isolation, which this page does not have', () => undefined);
    return;
  }

  beforeAll(async () => {
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plainUrl,
      'tfjs-backend-wasm-simd.wasm': simdUrl,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
    });
    configureWasmKernels({ threads: 2 });
    await setBackend('wasm');
  });
  afterEach(() => vi.restoreAllMocks());

  test('two compute, on shared memory, after nothing but setBackend', async () => {
    expect(await installWasmKernels()).toMatchObject({ threads: 2, warning: undefined });
    const { HEAPU8 } = (backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm;
    expect(HEAPU8.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  testParity(() => setBackend('wasm'), [...CASES, ...LARGE_CASES]);

  test('give the same bits as one', async () => {
    const onTwo: Computed[] = [];
    for (const kernelCase of LARGE_CASES) onTwo.push(await compute(kernelCase));
    await installWasmKernels({ threads: 1 });
    for (const [i, kernelCase] of LARGE_CASES.entries()) {
      expect(findDifference(await compute(kernelCase), onTwo[i] as Computed), kernelCase.title).toBeUndefined();
    }
  });

  test('lost in the middle of a kernel leave one to do all of it, and that is said', async () => {
    const expected = await compute(LARGE);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const installed = await installWasmKernels({ threads: 2, threadUrl: failing('working') });
    expect(installed.threads).toBe(2);
    // On a busy computer the worker may miss the first kernels.
    for (let turn = 0; turn < 2000 && installed.threads > 1; turn++) {
      expect(findDifference(await compute(LARGE), expected)).toBeUndefined();
    }
    expect(installed).toMatchObject({ threads: 1, warning: expect.stringContaining('the worker threads were lost') });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['fails', failing('starting'), 'it was told to fail'],
    ['is missing', new URL('./nowhere.js', import.meta.url), 'its script could not be loaded'],
  ])('whose script %s leave one to compute', async (_, threadUrl, reason) => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const installed = await installWasmKernels({ threads: 2, threadUrl });
    expect(installed).toMatchObject({ threads: 1, warning: expect.stringContaining(reason) });
  });
});

describe('threads in a worker', () => {
  test('compute what the page computes', async () => {
    await installWasmKernels({ threads: 1 });
    const worker = new Worker(new URL('./threads.worker.ts', import.meta.url), { type: 'module' });
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ simdUrl });
    expect(await promise).toEqual({ threads: 2, computed: await compute(LARGE) });
    worker.terminate();
  });
});
