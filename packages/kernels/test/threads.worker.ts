/** Computes a large case in a worker with its own threads, and posts what came out. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { installWasmKernels } from '../src/wasm/index.ts';
import type { KernelCase } from './cases.ts';
import { compute } from './compute.ts';
import { LARGE_CASES } from './threads-cases.ts';

const port = globalThis as unknown as {
  onmessage: (event: { data: { simdUrl: string } }) => void;
  postMessage(result: unknown): void;
};

port.onmessage = async ({ data: { simdUrl } }) => {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': simdUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
  await setBackend('wasm');
  const { threads } = await installWasmKernels({ threads: 2 });
  port.postMessage({ threads, computed: await compute(LARGE_CASES[0] as KernelCase) });
};
