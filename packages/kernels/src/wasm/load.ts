/**
 * Finding, compiling and linking the WebAssembly module to the memory tfjs already uses. Works in Node (a file), in a
 * page and in a worker (a fetch); under a strict content security policy it needs 'wasm-unsafe-eval' and nothing else.
 */
import { KernelError } from '../errors.ts';
import type { WasmExports } from './exports.ts';
import { findSimdLevel, type SimdLevel } from './features.ts';
import { withSharedMemory } from './shared-memory.ts';

/** Where the module comes from; by default from beside this package's own files. */
export interface WasmSource {
  /** Where to fetch the build for `level`, for hosts that move or rename files. */
  wasmUrl?: (level: SimdLevel) => string | URL;
  /** The module itself, for hosts that ship it inside something else. Goes before `wasmUrl`. */
  wasmBytes?: Uint8Array<ArrayBuffer>;
  /** Use this build although a better one may be there; for tests and comparisons. */
  simd?: SimdLevel;
}

/** The linked module and which build it is. */
export interface WasmModule {
  exports: WasmExports;
  simd: SimdLevel;
  /** For other threads to link to the same memory. */
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Whether `memory` is shared, so that other threads can. */
  isShared: boolean;
}

/** Loads the module and links it to `memory`. Throws `KernelError` without SIMD, or if the file can't be had or is no such module. */
export async function loadWasmModule(memory: WebAssembly.Memory, source: WasmSource = {}): Promise<WasmModule> {
  const best = findSimdLevel();
  if (!best) {
    throw new KernelError(
      'installWasmKernels: this engine has no WebAssembly SIMD; it is needed; use a newer browser, or the reference ops',
    );
  }
  const simd = source.simd ?? best;
  const bytes =
    source.wasmBytes ?? (await readBytes(new URL(source.wasmUrl?.(simd) ?? defaultUrl(simd), import.meta.url)));
  const isShared = typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer;
  try {
    const linked = await WebAssembly.instantiate(isShared ? withSharedMemory(bytes) : bytes, { env: { memory } });
    const exports = linked.instance.exports as unknown as WasmExports;
    return { exports, simd, module: linked.module, memory, isShared };
  } catch (cause) {
    throw new KernelError(
      `installWasmKernels: the ${bytes.byteLength} bytes given are no Glassbox kernels for this engine; a build of the same version was needed; check wasmUrl or wasmBytes`,
      { cause },
    );
  }
}

/** Literal URLs, so that bundlers find and copy the files. The path holds from `src/wasm` and from `dist/wasm`. */
function defaultUrl(simd: SimdLevel): URL {
  return simd === 'relaxed'
    ? new URL('../../dist/wasm/glassbox-relaxed-simd.wasm', import.meta.url)
    : new URL('../../dist/wasm/glassbox-simd.wasm', import.meta.url);
}

async function readBytes(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  try {
    if (url.protocol === 'file:') return await readFile(url);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new KernelError(
      `installWasmKernels: ${url} could not be read (${cause instanceof Error ? cause.message : cause}); the kernels' .wasm was needed; serve it there or pass wasmUrl`,
      { cause },
    );
  }
}

/** Node only; the name is kept from bundlers, which would otherwise look for it in the browser. */
async function readFile(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const nodeModule = 'node:fs/promises';
  const { readFile } = (await import(/* @vite-ignore */ nodeModule)) as typeof import('node:fs/promises');
  return new Uint8Array(await readFile(url));
}
