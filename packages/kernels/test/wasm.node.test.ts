/** The wasm kernels in Node, both builds, against the references on the cpu backend. */
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { backend, memory, setBackend, type Tensor1D, type Tensor2D, tensor2d, zeros } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelError, linear, matMul } from '../src/index.ts';
import { findSimdLevel } from '../src/wasm/features.ts';
import { type InstalledWasmKernels, installWasmKernels, type SimdLevel } from '../src/wasm/index.ts';
import { CASES } from './cases.ts';
import { compute, seeded } from './compute.ts';
import { testEquivalences } from './equivalences.ts';
import { testExtremes } from './extremes.ts';
import { testFiniteDifferences } from './finite-differences.ts';
import { testInference } from './inference.ts';
import { testOptimizer, testParity, testRepeats } from './suites.ts';
import { createTinyGpt } from './tiny-gpt.ts';
import { testLossParity } from './training.ts';
import { testWrongInput } from './wrong-input.ts';

const best = findSimdLevel();

describe.each(['relaxed', 'plain'] as SimdLevel[])('wasm, %s build', (simd) => {
  if (simd === 'relaxed' && best !== 'relaxed') {
    test.skip('needs relaxed SIMD, which this engine does not have', () => undefined);
    return;
  }
  let installed: InstalledWasmKernels;
  beforeAll(async () => {
    await setBackend('wasm');
    installed = await installWasmKernels({ simd, threads: 1 }); // more threads have their own tests
  });
  afterAll(() => installed.dispose());
  const firstResults = testParity(() => setBackend('wasm'));
  testFiniteDifferences();
  testRepeats(CASES, firstResults);
  testOptimizer();
  testExtremes();
  testEquivalences();
  testInference(() => setBackend('wasm'));
  testWrongInput();
  testLossParity(() => setBackend('wasm'));

  test('goes on computing in place when the heap grows', async () => {
    const kernelCase = CASES.find(({ title }) => title === 'causalAttention [1, 2, 49, 16]');
    if (!kernelCase) throw new Error('the case was renamed');
    const before = await compute(kernelCase);
    const bytes = heapBytes();
    const big = zeros([bytes / 4]);
    expect(heapBytes()).toBeGreaterThan(bytes);
    expect(await compute(kernelCase)).toEqual(before);
    big.dispose();
  });

  test('a product whose result is larger than the whole heap makes it grow, and is right', async () => {
    const bytes = heapBytes();
    const rows = 1031;
    const columns = Math.ceil(bytes / 4 / rows) + 1;
    const [x, w, b] = [
      seeded<Tensor2D>([rows, 1], 1),
      seeded<Tensor2D>([1, columns], 2),
      seeded<Tensor1D>([columns], 3),
    ];
    const y = linear(x, w, b, { activation: 'gelu' });
    expect(heapBytes()).toBeGreaterThan(bytes);
    const [xs, ws, bs] = [await x.data(), await w.data(), await b.data()];
    const values = await y.data();
    for (let i = 0; i < values.length; i += 99_991) {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const sum = (xs[row] ?? 0) * (ws[column] ?? 0) + (bs[column] ?? 0);
      const expected = 0.5 * sum * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (sum + 0.044715 * sum ** 3)));
      expect(Math.abs((values[i] ?? Number.NaN) - expected), `element ${i}`).toBeLessThan(1e-6);
    }
    for (const used of [x, w, b, y]) used.dispose();
  });
});

describe('a long run', () => {
  let installed: InstalledWasmKernels;
  beforeAll(async () => {
    await setBackend('wasm');
    installed = await installWasmKernels();
  });
  afterAll(() => installed.dispose());

  test('five steps have the same bits on one thread and on two', async () => {
    const losses = async (threads: number) => {
      installed = await installWasmKernels({ threads });
      expect(installed.threads).toBe(threads);
      const model = createTinyGpt({ nLayer: 2, nHead: 4, C: 64, B: 8, T: 67, V: 97 });
      const seen: number[] = [];
      for (let step = 0; step < 5; step++) seen.push(await model.step());
      model.dispose();
      return seen;
    };
    expect(await losses(2)).toEqual(await losses(1));
  });

  test('10,000 steps leave as many tensors and as large a heap as 100', async () => {
    const model = createTinyGpt({ nLayer: 1, nHead: 2, C: 8, B: 1, T: 4, V: 7 });
    const { wasm } = backend() as unknown as WithHeap;
    const { _malloc, _free } = wasm;
    let blocks = 0; // counted too, because a slow leak would hide in the heap's free space
    wasm._malloc = (bytes) => {
      blocks++;
      return _malloc(bytes);
    };
    wasm._free = (address) => {
      blocks--;
      _free(address);
    };
    const sizes = () => ({ ...pick(memory()), heap: heapBytes(), blocks });
    for (let step = 1; step <= 100; step++) await model.step();
    const early = sizes();
    let loss = Number.NaN;
    for (let step = 101; step <= 10_000; step++) loss = await model.step();
    expect(sizes()).toEqual(early);
    expect(loss).toBeLessThan(1.5); // it learned: ln 7 is 1.95
    Object.assign(wasm, { _malloc, _free });
    model.dispose();
  });
});

interface WithHeap {
  wasm: { HEAPU8: Uint8Array; _malloc(bytes: number): number; _free(address: number): void };
}

function pick({ numTensors, numDataBuffers }: { numTensors: number; numDataBuffers: number }) {
  return { numTensors, numDataBuffers };
}

/** The size of tfjs' heap now. */
function heapBytes(): number {
  return (backend() as unknown as WithHeap).wasm.HEAPU8.length;
}

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
