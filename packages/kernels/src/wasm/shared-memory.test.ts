import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { KernelError } from '../errors.ts';
import { withSharedMemory } from './shared-memory.ts';

const { resolve } = createRequire(import.meta.url);
const ours = new URL('../../dist/wasm/glassbox-simd.wasm', import.meta.url);
const tfjs = resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm');

test('our patched module links to a shared heap, which the unpatched one refuses', async () => {
  const bytes = new Uint8Array(await readFile(ours));
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  await expect(WebAssembly.instantiate(bytes, { env: { memory } })).rejects.toThrow(WebAssembly.LinkError);
  const { instance } = await WebAssembly.instantiate(withSharedMemory(bytes), { env: { memory } });
  new Float32Array(memory.buffer, 64, 5).set([1, 2, 3, 4, 5]);
  expect((instance.exports.sum as (x: number, size: number) => number)(64, 5)).toBe(15);
});

test("tfjs' patched module makes a shared heap", async () => {
  const module = await WebAssembly.compile(withSharedMemory(new Uint8Array(await readFile(tfjs))));
  const names = WebAssembly.Module.imports(module);
  const imports = Object.groupBy(names, ({ module: from }) => from);
  const stubs = Object.entries(imports).map(([from, list = []]) => [from, stub(list.map(({ name }) => name))]);
  const { exports } = await WebAssembly.instantiate(module, Object.fromEntries(stubs));
  expect((exports.memory as WebAssembly.Memory).buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('bytes without a memory are refused', () => {
  const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  expect(() => withSharedMemory(empty)).toThrow(KernelError);
});

test.each(['glassbox-simd', 'glassbox-relaxed-simd'])(
  '%s keeps nothing that two threads could fight over: no data and no memory of its own',
  async (name) => {
    const bytes = new Uint8Array(await readFile(new URL(`../../dist/wasm/${name}.wasm`, import.meta.url)));
    const [MEMORY, DATA] = [5, 11];
    expect(sectionsOf(bytes)).not.toContain(MEMORY);
    expect(sectionsOf(bytes)).not.toContain(DATA);
  },
);

function stub(names: string[]): WebAssembly.ModuleImports {
  return Object.fromEntries(names.map((name) => [name, () => 0]));
}

/** Returns the ids of a module's sections. */
function sectionsOf(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < bytes.length; ) {
    ids.push(bytes[at++] ?? 0);
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = bytes[at++] ?? 0;
      size |= (byte & 0x7f) << shift;
      more = byte > 0x7f;
    }
    at += size;
  }
  return ids;
}
