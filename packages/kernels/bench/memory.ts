/** How much of tfjs' WebAssembly heap is in use, and how much of it a train step cannot do without. */
import { backend as activeBackend } from '@tensorflow/tfjs-core';
import type { GptSizes } from '../src/bench/gpt.ts';
import type { WasmBackend } from '../src/wasm/heap.ts';

const BYTES = 4;

/** Watches the allocations made after it was called. */
export interface HeapWatch {
  /** Most bytes in use at once so far, of those allocated since. */
  peakBytes(): number;
  stop(): void;
}

export function watchHeap(): HeapWatch {
  const { wasm } = activeBackend() as WasmBackend;
  // Emscripten's stubs put the real functions in their own place on the first call: let them do so before.
  wasm._free(wasm._malloc(BYTES));
  const { _malloc, _free } = wasm;
  const sizes = new Map<number, number>();
  let inUse = 0;
  let peak = 0;
  wasm._malloc = (bytes) => {
    const address = _malloc(bytes);
    sizes.set(address >>> 0, bytes);
    inUse += bytes;
    peak = Math.max(peak, inUse);
    return address;
  };
  wasm._free = (address) => {
    inUse -= sizes.get(address >>> 0) ?? 0;
    sizes.delete(address >>> 0);
    _free(address);
  };
  return { peakBytes: () => peak, stop: () => Object.assign(wasm, { _malloc, _free }) };
}

/**
 * Bytes a step must hold at once, when its backward pass begins: weights and both moments (3·P; no gradient is there yet,
 * and each can take the place of activations that are done with), and what the derivatives read. Per layer that is, in
 * units of N·C floats (N = B·T): the two residual inputs, two normalised rows, q, k and v 3, attention's output, the
 * GELU's input 4 and output 4, together 16; with it 4·N statistics and B·H·T log-sums. After the layers: 2 of N·C, the
 * logits N·V, 2·N statistics and N log-sums. Attention's T×T is recomputed; nothing else is.
 */
export function countLeastBytes({ nLayer, nEmbd, nHead, T, B, V }: GptSizes, parameters: number): number {
  const N = B * T;
  const perLayer = 16 * N * nEmbd + 4 * N + B * nHead * T;
  const atEnd = 2 * N * nEmbd + N * V + 2 * N + N;
  return BYTES * (3 * parameters + nLayer * perLayer + atEnd);
}
