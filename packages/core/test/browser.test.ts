/** Every check in Chromium, in the page on WebAssembly and on WebGPU, and in a Web Worker. */
import { engine } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BackendName, selectBackend } from '../src/index.ts';
import { fetchFixture, WASM_PATHS } from './browser-assets.ts';
import { allChecks, workerChecks } from './checks/all-checks.ts';
import type { Fixture } from './checks/check.ts';
import { logits } from './checks/parity.ts';
import type { WorkerResult } from './checks.worker.ts';

describe.each(['wasm', 'webgpu'] as const)('in a page on %s', (backend) => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await fetchFixture();
    expect(await selectBackend({ prefer: backend, wasmPaths: WASM_PATHS })).toMatchObject({
      name: backend,
      skipped: [],
    });
  });
  it.each(allChecks)('$title', ({ run }) => run({ backend, fixture }));
});

describe.each(['wasm', 'webgpu'] as const)('in a Web Worker on %s', (backend) => {
  it('passes the checks that the page passes', async () => {
    const results = await resultsFromWorker(backend);
    expect(results.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(results).toHaveLength(workerChecks(backend).length + 1);
  });
});

describe('choosing by itself', () => {
  it('passes over the software WebGPU adapter with a reason and takes WebAssembly', async () => {
    const info = await selectBackend({ wasmPaths: WASM_PATHS });
    expect(info.name).toBe('wasm');
    expect(info.skipped).toEqual([{ name: 'webgpu', reason: expect.stringMatching(/software.*swiftshader/i) }]);
  });
});

describe('a GPU that is taken away', () => {
  it('is reported, and choosing again gives a working one', async () => {
    const lost = new Promise<string>((resolve) => {
      selectBackend({ prefer: 'webgpu', wasmPaths: WASM_PATHS, onLost: resolve }).then(() => {
        (engine().backend as unknown as { device: { destroy(): void } }).device.destroy();
      });
    });
    expect(await lost).toMatch(/destroy/i);
    expect(await selectBackend({ prefer: 'webgpu', wasmPaths: WASM_PATHS })).toMatchObject({ name: 'webgpu' });
    const fixture = await fetchFixture();
    await logits.run({ backend: 'webgpu', fixture });
  });
});

function resultsFromWorker(backend: BackendName): Promise<WorkerResult[]> {
  const worker = new Worker(new URL('./checks.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<WorkerResult[]>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(backend);
  }).finally(() => worker.terminate());
}
