/** In a bundled page, tfjs' wasm files are found by the URLs that the bundler gives them. */
import { type BackendName, selectBackend } from '@glassbox/core';
import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import { type Outcome, trainAndWrite } from './train.ts';

export type Report = Outcome & { readonly backend: BackendName; readonly threads: number };

export async function compute(): Promise<Report> {
  const wasmPaths = { 'tfjs-backend-wasm.wasm': wasmUrl, 'tfjs-backend-wasm-simd.wasm': simdUrl };
  const { name, threads } = await selectBackend({ prefer: 'wasm', wasmPaths });
  return { backend: name, threads, ...(await trainAndWrite()) };
}
