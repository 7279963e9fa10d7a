/** The wasm backend as the import alone starts it: on a shared heap with threads, and what it does where that can't be. */
import '@tensorflow/tfjs-backend-cpu';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import { backend, engine, env, registerBackend, removeBackend, setBackend, tensor, zeros } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { KernelError } from '../src/index.ts';
import { configureWasmKernels, installWasmKernels, type WasmKernelOptions } from '../src/wasm/index.ts';
import { CASES, type KernelCase } from './cases.ts';
import { type Computed, compute, findDifference } from './compute.ts';
import { testParity } from './suites.ts';
import { LARGE_CASES } from './threads-cases.ts';

const ALL_CASES = [...CASES, ...LARGE_CASES];
const LARGE = LARGE_CASES[0] as KernelCase;
const TFJS_PRIORITY = 2;

/** Starts the wasm backend from nothing and returns what was installed by that. */
async function start(options: WasmKernelOptions) {
  await startBackend(options);
  return installWasmKernels();
}

async function startBackend(options: WasmKernelOptions): Promise<void> {
  const factory = engine().registryFactory.wasm?.factory;
  if (!factory) throw new Error('the wasm backend is not registered');
  removeBackend('wasm');
  registerBackend('wasm', factory, TFJS_PRIORITY);
  configureWasmKernels(options);
  await setBackend('wasm');
}

const heapBuffer = () => (backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.buffer;
const failing = (when: string) => new URL(`./failing-threads/${when}.ts`, import.meta.url);
const silenceWarnings = () => vi.spyOn(console, 'warn').mockImplementation(() => undefined);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('wasm on two threads', () => {
  testParity(() => start({ threads: 2 }), ALL_CASES);

  test('keeps its tensors in shared memory', async () => {
    const installed = await start({ threads: 2 });
    expect(installed).toMatchObject({ threads: 2, warning: undefined });
    expect(heapBuffer()).toBeInstanceOf(SharedArrayBuffer);
  });

  test('gives the same bits as one thread, in every case', async () => {
    await start({ threads: 2 });
    const onTwo: Computed[] = [];
    for (const kernelCase of ALL_CASES) onTwo.push(await compute(kernelCase));
    expect((await installWasmKernels({ threads: 1 })).threads).toBe(1);
    for (const [i, kernelCase] of ALL_CASES.entries()) {
      expect(findDifference(await compute(kernelCase), onTwo[i] as Computed), kernelCase.title).toBeUndefined();
    }
  });

  test('goes on when the heap grows under the threads', async () => {
    const { threads } = await start({ threads: 2 });
    const before = await compute(LARGE);
    const size = heapBuffer().byteLength;
    const big = zeros([size / 4]);
    expect(heapBuffer().byteLength).toBeGreaterThan(size);
    expect(findDifference(await compute(LARGE), before)).toBeUndefined();
    expect(threads).toBe(2);
    big.dispose();
  });

  test('reads tensors of every dtype back from the shared heap', async () => {
    await start({ threads: 2 });
    const strings = tensor(['a longer string than sixteen bytes', '二']);
    const ints = tensor([1, -2], [2], 'int32');
    const bools = tensor([true, false], [2], 'bool');
    expect(await strings.data()).toEqual(['a longer string than sixteen bytes', '二']);
    expect([...ints.dataSync(), ...bools.dataSync()]).toEqual([1, -2, 1, 0]);
    expect(ints.dataSync().buffer).toBeInstanceOf(ArrayBuffer);
    expect(ints.toString()).toContain('[1, -2]');
    for (const used of [strings, ints, bools]) used.dispose();
  });
});

describe('when threads fail', () => {
  test('in the middle of a kernel, one thread does all the work and says so once', async () => {
    const onOne = await start({ threads: 1 }).then(() => compute(LARGE));
    const warn = silenceWarnings();
    const installed = await start({ threads: 2, threadUrl: failing('working') });
    expect(installed.threads).toBe(2);
    // On a busy computer the worker may miss the first kernels.
    for (let turn = 0; turn < 2000 && installed.threads > 1; turn++) {
      expect(findDifference(await compute(LARGE), onOne)).toBeUndefined();
    }
    expect(installed).toMatchObject({ threads: 1, warning: expect.stringContaining('the worker threads were lost') });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test('while they are idle, one thread goes on', async () => {
    silenceWarnings();
    const warnings: string[] = [];
    const onWarning = (message: string) => warnings.push(message);
    const installed = await start({ threads: 2, threadUrl: failing('idle'), onWarning });
    await expect.poll(() => installed.threads, { timeout: 60_000 }).toBe(1);
    expect(warnings).toEqual([expect.stringContaining('one ended: it exited with code 0')]);
    expect(warnings).toEqual([installed.warning]);
    expect((await compute(LARGE)).gradients).toHaveLength(4);
  });

  test('to start, one thread computes', async () => {
    silenceWarnings();
    const installed = await start({ threads: 2, threadUrl: new URL('./nowhere.js', import.meta.url) });
    expect(installed).toMatchObject({ threads: 1, warning: expect.stringMatching(/could not start .*nowhere\.js/) });
  });
});

describe('where the host can do less', () => {
  test('a page that is not isolated computes on one thread, on an ordinary heap, without a warning', async () => {
    vi.stubGlobal('crossOriginIsolated', false);
    expect(await start({})).toMatchObject({ threads: 1, warning: undefined });
    expect(heapBuffer()).toBeInstanceOf(ArrayBuffer);
  });

  test('an ordinary heap can not serve threads, and that is said', async () => {
    silenceWarnings();
    await start({ threads: 1 });
    expect(heapBuffer()).toBeInstanceOf(ArrayBuffer);
    expect(await installWasmKernels({ threads: 2 })).toMatchObject({
      threads: 1,
      warning: expect.stringContaining('2 threads need a shared heap'),
    });
  });

  test('tfjs starts on an ordinary heap when the engine refuses the shared one', async () => {
    const warn = silenceWarnings();
    vi.spyOn(WebAssembly, 'instantiate').mockRejectedValueOnce(new RangeError('no room for a shared memory'));
    expect(await start({ threads: 2 })).toMatchObject({ threads: 1 });
    expect(heapBuffer()).toBeInstanceOf(ArrayBuffer);
    expect(warn.mock.calls.flat().join()).toContain('tfjs could not start on a shared heap');
  });

  test('an engine without relaxed SIMD gets the plain build', async () => {
    refuse([0xfd, 0x85, 2]);
    expect((await start({ threads: 2 })).simd).toBe('plain');
    expect((await compute(LARGE)).outputs).toHaveLength(1);
  });

  test('an engine without SIMD gets the plain backend, and asking for the kernels says why', async () => {
    const warn = silenceWarnings();
    refuse([0xfd, 0x0f]);
    env().set('WASM_HAS_SIMD_SUPPORT', false);
    await startBackend({});
    env().set('WASM_HAS_SIMD_SUPPORT', true);
    await expect(installWasmKernels()).rejects.toThrow(/no WebAssembly SIMD/);
    expect(warn.mock.calls.flat().join()).toContain('runs without fast kernels');
    expect((await compute(LARGE)).outputs).toHaveLength(1);
  });
});

describe('installWasmKernels', () => {
  test('returns what is there, and installs anew when other options are asked for', async () => {
    const first = await start({ threads: 2 });
    expect(await installWasmKernels({ threads: 2 })).toBe(first);
    const second = await installWasmKernels({ threads: 1 });
    expect([second.threads, await installWasmKernels()]).toEqual([1, second]);
    first.dispose();
    expect(await installWasmKernels()).toBe(second);
  });

  test('dispose ends the threads', async () => {
    const started = once(process, 'worker') as Promise<[Worker]>;
    const installed = await start({ threads: 2 });
    const [worker] = await started;
    const ended = once(worker, 'exit');
    installed.dispose();
    await ended;
    expect((await compute(LARGE)).outputs).toHaveLength(1);
  });

  test('a number of threads that is none is refused, before the start and after', async () => {
    await start({ threads: 1 });
    await expect(installWasmKernels({ threads: 0 })).rejects.toThrow(/threads is 0; a whole number in 1…64 was needed/);
    expect(() => configureWasmKernels({ threads: 2 })).toThrow(/already runs/);
    removeBackend('wasm');
    expect(() => configureWasmKernels({ threads: 1.5 })).toThrow(KernelError);
  });
});

test('threads keep no process alive', async () => {
  const source = `
    import { setBackend } from '@tensorflow/tfjs-core';
    import { installWasmKernels } from './src/wasm/index.ts';
    await setBackend('wasm');
    console.log((await installWasmKernels({ threads: 2 })).threads);`;
  const cwd = new URL('..', import.meta.url);
  const args = ['--input-type=module', '-e', source];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, timeout: 120_000 });
  expect(stdout.trim()).toBe('2');
});

/** Makes the engine reject probes that contain these bytes. */
function refuse(instruction: number[]): void {
  const { validate } = WebAssembly;
  vi.spyOn(WebAssembly, 'validate').mockImplementation((bytes) => {
    const text = String([...(bytes as Uint8Array)]);
    return !text.includes(String(instruction)) && validate(bytes as BufferSource);
  });
}
