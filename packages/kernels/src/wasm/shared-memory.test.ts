import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { KernelError } from '../errors.ts';
import type { WasmExports } from './exports.ts';
import { withSharedMemory } from './shared-memory.ts';

const file = new URL('../../dist/wasm/glassbox-simd.wasm', import.meta.url);

test('the patched module computes on a shared heap, which the unpatched one refuses', async () => {
  const bytes = new Uint8Array(await readFile(file));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  await expect(WebAssembly.instantiate(bytes, { env: { memory } })).rejects.toThrow();
  const { instance } = await WebAssembly.instantiate(withSharedMemory(bytes), { env: { memory } });
  const floats = new Float32Array(memory.buffer, 64, 5).fill(2);
  (instance.exports as unknown as WasmExports).scale(64, 64, 5, 1.5);
  expect([...floats]).toEqual([3, 3, 3, 3, 3]);
});

test('bytes that import no memory are refused', () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  expect(() => withSharedMemory(empty)).toThrow(KernelError);
});
