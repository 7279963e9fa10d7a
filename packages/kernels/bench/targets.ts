/** What the rows of `pnpm bench` have to reach: the table of issue 3. */

export interface Target {
  /** What is measured, for the table. */
  what: string;
  must: number;
  aim?: number;
  /** Which way is good. */
  better: 'higher' | 'lower';
}

const higher = (what: string, must: number, aim: number): Target => ({ what, must, aim, better: 'higher' });
const lower = (what: string, must: number, aim?: number): Target => ({
  what,
  must,
  ...(aim !== undefined && { aim }),
  better: 'lower',
});

const LAYERS = 4;

/** By row id, in the order of the table. */
export const TARGETS: Record<string, Target> = {
  'step.1t.vs-tfjs': higher('step, 1 thread, against plain tfjs-wasm', 12, 17),
  'step.2t.vs-tfjs-transpose': higher('step, 2 threads, against tfjs-wasm with explicit transposes', 7, 10),
  'step.1t.vs-torch': higher('step, 1 thread, against PyTorch eager', 0.6, 1),
  'step.2t.vs-torch': higher('step, 2 threads, against PyTorch eager', 0.6, 1),
  'gemm.nn.peak-share': higher('product x·W, 1 thread, share of the register peak', 0.75, 0.9),
  'gemm.nt.peak-share': higher('product dy·Wᵀ, likewise', 0.75, 0.9),
  'gemm.tn.peak-share': higher('product xᵀ·dy, likewise', 0.75, 0.9),
  'step.kernel-calls': lower('kernel calls per step', 300, 120),
  'memory.peak-ratio': lower('memory at the peak of a step against the least', 1.3),
  'generate.0.8m.vs-ort': higher('tokens/s with KV cache, 0.8M parameters, against onnxruntime-web', 1, 2),
  'generate.10m.vs-ort': higher('tokens/s with KV cache, 10.8M parameters, against onnxruntime-web', 1, 2),
  'webgpu.dispatches-per-step': lower('WebGPU dispatches per step', 25 * LAYERS + 30, 14 * LAYERS + 15),
};
