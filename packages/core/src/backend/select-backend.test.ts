import { getBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { BackendUnavailableError } from '../foundations/errors.ts';
import { createGpt } from '../model/gpt.ts';
import { selectBackend } from './select-backend.ts';

describe('selectBackend in Node', () => {
  it('is needed before the first model', () => {
    const make = () => createGpt({ vocabSize: 2, nLayer: 1, nHead: 1, nEmbd: 2, blockSize: 2 }, { seed: 1 });
    expect(make).toThrow(BackendUnavailableError);
    expect(make).toThrow(/call `await selectBackend\(\)` first/);
  });

  it('passes over WebGPU with a reason and takes WebAssembly with its SIMD kernels', async () => {
    expect(await selectBackend()).toEqual({
      name: 'wasm',
      label: expect.stringMatching(/^WebAssembly SIMD · \d+ threads?$/),
      threads: expect.any(Number),
      skipped: [{ name: 'webgpu', reason: 'this host has no WebGPU (navigator.gpu)' }],
    });
    expect(getBackend()).toBe('wasm');
  });

  it('takes the one asked for, also after another, and goes on with the next when it is not there', async () => {
    expect(await selectBackend({ prefer: 'cpu' })).toMatchObject({ name: 'cpu', label: 'JavaScript', skipped: [] });
    expect(getBackend()).toBe('cpu');
    expect(await selectBackend({ prefer: 'wasm' })).toMatchObject({ name: 'wasm', skipped: [] });
    expect(await selectBackend({ prefer: 'webgpu' })).toMatchObject({ name: 'wasm', skipped: [{ name: 'webgpu' }] });
  });
});
