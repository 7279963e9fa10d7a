/** The thread pool by itself, with kernels made to trouble it. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WasmExports } from '../src/wasm/exports.ts';
import { createThreadPool, type PoolOptions } from '../src/wasm/threads/pool.ts';
import type { ParallelKernel, Threads } from '../src/wasm/threads/threads.ts';
import { compileThreadKernels } from './thread-kernels.ts';

const Y = 65536;
const SCRATCH = [1024, 2048, 3072];
const OWN = SCRATCH[0] as number;
/** Of threads that will come back: as long as a busy computer may take. */
const LONG_PATIENCE_MS = 60_000;
/** Of threads that will not. */
const SHORT_PATIENCE_MS = 300;
const failing = (when: string) => new URL(`./failing-threads/${when}.ts`, import.meta.url);

let module: WebAssembly.Module;
let memory: WebAssembly.Memory;
let exports: WasmExports;
let threads: Threads | undefined;
let reasons: string[] = [];

beforeAll(async () => {
  module = await compileThreadKernels();
});
beforeEach(async () => {
  memory = new WebAssembly.Memory({ initial: 16, maximum: 1024, shared: true });
  exports = (await WebAssembly.instantiate(module, { env: { memory } })).exports as unknown as WasmExports;
  reasons = [];
});
afterEach(() => threads?.dispose());

async function startPool(options: Partial<PoolOptions> = {}): Promise<Threads> {
  const scratch = { reserve: () => SCRATCH, dispose: () => undefined };
  const onGivenUp = (reason: string) => reasons.push(reason);
  threads = await createThreadPool({
    exports,
    module,
    memory,
    scratch,
    count: 2,
    onGivenUp,
    patienceMs: LONG_PATIENCE_MS,
    ...options,
  });
  return threads;
}

/** Runs jobs until the other thread has had its part in one, which on a busy computer may take a while. */
function runUntilAlone(pool: Threads, name: string, count: number, ...args: number[]): void {
  for (let turn = 0; turn < 2000 && pool.count > 1; turn++) {
    expect(run(pool, name, count, 1, ...args)).toEqual(numbers(count));
  }
}

/** Runs a test kernel over `count` places with `y` first among its arguments; returns what is in them. */
function run(pool: Threads, name: string, count: number, grain: number, ...args: number[]): number[] {
  pool.run(name as ParallelKernel, [Y, ...args], count, grain, 64);
  return [...new Uint32Array(memory.buffer, Y, count)];
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('a thread pool', () => {
  test.each([
    [0, 4],
    [1, 1],
    [5, 7],
    [257, 13],
    [5000, 1],
  ])('computes each of %i places once in pieces of %i', async (count, grain) => {
    const pool = await startPool({ count: 3 });
    expect(run(pool, 'number', count, grain)).toEqual(numbers(count));
    new Uint32Array(memory.buffer).fill(0);
    expect(run(pool, 'count', count, grain)).toEqual(new Array(count).fill(1));
  });

  test('has every thread work, each with its own scratch', async () => {
    const pool = await startPool({ count: 3 });
    const used = new Set<number>();
    for (let turn = 0; turn < 10_000 && used.size < 3; turn++) {
      for (const address of run(pool, 'noteScratch', 60, 1, 20_000)) used.add(address);
    }
    expect([...used].sort((a, b) => a - b)).toEqual(SCRATCH);
  });

  test('starts its job numbers over after 65,535 jobs, with sleeping threads too', async () => {
    const pool = await startPool();
    new Uint32Array(memory.buffer).fill(0);
    for (let i = 0; i < 65_500; i++) run(pool, 'count', 2, 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (let i = 0; i < 100; i++) run(pool, 'count', 2, 1);
    expect([...new Uint32Array(memory.buffer, Y, 2)]).toEqual([65_600, 65_600]);
    expect([pool.count, reasons]).toEqual([2, []]);
  });

  test('reaches memory that has grown since the threads started', async () => {
    const pool = await startPool();
    const far = memory.buffer.byteLength;
    memory.grow(16);
    pool.run('slowNumber' as ParallelKernel, [far, 1000], 400, 1, 64);
    expect([...new Uint32Array(memory.buffer, far, 400)]).toEqual(numbers(400));
  });

  test('repeats here what trapped elsewhere', async () => {
    const pool = await startPool();
    expect(run(pool, 'trapElsewhere', 2000, 1, OWN)).toEqual(numbers(2000));
    expect([pool.count, reasons]).toEqual([2, []]);
  });

  test('throws what a kernel throws, and goes on', async () => {
    const pool = await startPool();
    expect(() => pool.run('trap' as ParallelKernel, [], 10, 1, 64)).toThrow(WebAssembly.RuntimeError);
    expect(run(pool, 'number', 10, 1)).toEqual(numbers(10));
    expect(pool.count).toBe(2);
  });

  test('gives up threads that never come back, does their work and goes on alone', async () => {
    const pool = await startPool({ patienceMs: SHORT_PATIENCE_MS });
    runUntilAlone(pool, 'hangElsewhere', 100, OWN);
    expect([pool.count, reasons]).toEqual([1, ['one stopped in the middle of its work']]);
    expect(run(pool, 'number', 10, 1)).toEqual(numbers(10));
  });

  test('does the work of a thread that died with it', async () => {
    const pool = await startPool({ threadUrl: failing('working'), patienceMs: SHORT_PATIENCE_MS });
    runUntilAlone(pool, 'slowNumber', 20, 20_000);
    expect([pool.count, reasons]).toEqual([1, ['one stopped in the middle of its work']]);
  });

  test('hears of the death of an idle thread', async () => {
    const pool = await startPool({ threadUrl: failing('idle') });
    await expect.poll(() => pool.count, { timeout: LONG_PATIENCE_MS }).toBe(1);
    expect(reasons).toEqual(['one ended: it exited with code 0']);
    expect(run(pool, 'number', 10, 1)).toEqual(numbers(10));
  });

  test('hears of the death of a thread before the start was over, when the computer was busy', async () => {
    const starting = startPool({ threadUrl: failing('idle') });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000); // its first and its last word wait together
    const pool = await starting;
    await expect.poll(() => pool.count, { timeout: 10_000 }).toBe(1);
    expect(reasons).toEqual(['one ended: it exited with code 0']);
  });

  test.each([
    ['fails', failing('starting'), /it was told to fail/],
    ['is missing', new URL('./no-such-thread.js', import.meta.url), /no-such-thread/],
  ])('does not start when the script %s', async (_, threadUrl, reason) => {
    await expect(startPool({ threadUrl })).rejects.toThrow(reason);
  });
});
