import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { getBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { BackendUnavailableError } from '../foundations/errors.ts';
import { createGpt } from '../model/gpt.ts';
import { selectBackend } from './select-backend.ts';

describe('selectBackend in Node', () => {
  it('is needed before the first model', () => {
    const make = () => createGpt({ vocabSize: 2, nLayer: 1, nHead: 1, nEmbd: 2, blockSize: 2 }, { seed: 1 });
    expect(make).toThrow(BackendUnavailableError);
    expect(make).toThrow(/call `await selectBackend\(\)` first/);
  });

  it('passes over WebGPU with a reason and takes WebAssembly with its SIMD kernels, on all cores', async () => {
    const threads = Math.min(8, availableParallelism());
    expect(await selectBackend()).toEqual({
      name: 'wasm',
      label: `WebAssembly SIMD · ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
      threads,
      skipped: [{ name: 'webgpu', reason: 'this host has no WebGPU (navigator.gpu)' }],
    });
    expect(getBackend()).toBe('wasm');
  });

  it('waits for a start that is under way, and is current as it was asked last', async () => {
    await selectBackend({ prefer: 'cpu' });
    const [wasm, again, cpu] = await Promise.all([
      selectBackend({ prefer: 'wasm' }),
      selectBackend({ prefer: 'wasm' }),
      selectBackend({ prefer: 'cpu' }),
    ]);
    expect([wasm.name, again.name, cpu.name]).toEqual(['wasm', 'wasm', 'cpu']);
    expect([wasm.warning, again.warning]).toEqual([undefined, undefined]);
    expect(getBackend()).toBe('cpu');
  });

  it('says when threads were lost, the next time it is asked', async () => {
    await selectBackend({ prefer: 'wasm' });
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const started = once(process, 'worker') as Promise<[Worker]>;
    const { installWasmKernels } = await import('@glassbox/kernels/wasm');
    await installWasmKernels({ threads: 2 });
    const [worker] = await started;
    await worker.terminate();
    await expect.poll(async () => (await selectBackend({ prefer: 'wasm' })).threads, { timeout: 60_000 }).toBe(1);
    expect(await selectBackend({ prefer: 'wasm' })).toMatchObject({
      label: 'WebAssembly SIMD · 1 thread',
      warning: expect.stringContaining('the worker threads were lost'),
    });
  });

  it('takes the one asked for, also after another, and goes on with the next when it is not there', async () => {
    expect(await selectBackend({ prefer: 'cpu' })).toMatchObject({ name: 'cpu', label: 'JavaScript', skipped: [] });
    expect(getBackend()).toBe('cpu');
    expect(await selectBackend({ prefer: 'wasm' })).toMatchObject({ name: 'wasm', skipped: [] });
    expect(await selectBackend({ prefer: 'webgpu' })).toMatchObject({ name: 'wasm', skipped: [{ name: 'webgpu' }] });
  });
});
