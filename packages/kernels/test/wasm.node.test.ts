/** The wasm kernels in Node, both builds, against the references on the cpu backend. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { backend, memory, setBackend, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelError, matMul } from '../src/index.ts';
import { findSimdLevel } from '../src/wasm/features.ts';
import { type InstalledWasmKernels, installWasmKernels, type SimdLevel } from '../src/wasm/index.ts';
import { CASES } from './cases.ts';
import { compute } from './compute.ts';
import { testLeaks, testOptimizer, testParity, testRepeatability } from './suites.ts';

const best = findSimdLevel();

describe.each(['relaxed', 'plain'] as SimdLevel[])('wasm, %s build', (simd) => {
  if (simd === 'relaxed' && best !== 'relaxed') {
    test.skip('needs relaxed SIMD, which this engine does not have', () => undefined);
    return;
  }
  let installed: InstalledWasmKernels;
  beforeAll(async () => {
    await setBackend('wasm');
    installed = await installWasmKernels({ simd });
  });
  afterAll(() => installed.dispose());
  testParity(() => setBackend('wasm'));
  testRepeatability();
  testLeaks();
  testOptimizer();

  test('goes on computing in place when the heap grows', async () => {
    const kernelCase = CASES.find(({ title }) => title === 'causalAttention [1, 2, 49, 16]');
    if (!kernelCase) throw new Error('the case was renamed');
    const before = await compute(kernelCase);
    const heapBytes = (backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;
    const big = zeros([heapBytes / 4]);
    expect((backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length).toBeGreaterThan(heapBytes);
    expect(await compute(kernelCase)).toEqual(before);
    big.dispose();
  });

  test('gives NaN, not a crash, for NaN in', async () => {
    const x = tensor2d([[1, Number.NaN, 3]]);
    const y = matMul(x, x, { transposeB: true });
    expect(await y.data()).toEqual(Float32Array.of(Number.NaN));
    x.dispose();
    y.dispose();
  });
});

describe('installWasmKernels', () => {
  test('refuses another backend', async () => {
    await setBackend('cpu');
    await expect(installWasmKernels()).rejects.toThrow(/the active backend is cpu; wasm was needed/);
  });

  test('says which bytes are no kernels', async () => {
    await setBackend('wasm');
    await expect(installWasmKernels({ wasmBytes: new Uint8Array(12) })).rejects.toThrow(KernelError);
  });

  test('says which file can not be read', async () => {
    await setBackend('wasm');
    const missing = new URL('file:///nowhere/kernels.wasm');
    await expect(installWasmKernels({ wasmUrl: () => missing })).rejects.toThrow(/file:\/\/\/nowhere\/kernels.wasm/);
  });

  test("dispose puts tfjs' own matrix product back and frees the workspace", async () => {
    await setBackend('wasm');
    const before = memory().numTensors;
    const installed = await installWasmKernels();
    installed.dispose();
    const x = tensor2d([[1, 2]]);
    const y = matMul(x, x, { transposeB: true });
    expect(await y.data()).toEqual(Float32Array.of(5));
    x.dispose();
    y.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
