/**
 * The optimizer's kernels: all parameters in one call, written in place where nothing else shares their memory. AdamW
 * stays on one thread: it waits for memory, and a piece that ran in place could not be repeated if its thread died.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { AdamWAttributes } from '../../ops/adam-w.ts';
import { NORM_EPSILON } from '../../ops/global-norm.ts';
import { elementGrain, type KernelContext } from './context.ts';

export function optimizerKernels(context: KernelContext): KernelTable {
  const { heap, threads } = context;
  return {
    GlassboxAdamW: (inputs, attributes: AdamWAttributes) => adamW(context, inputs, attributes),
    GlassboxGlobalNorm: (inputs) => [scalarOf(context, normOf(context, Object.values(inputs)))],
    GlassboxClipByGlobalNorm: (inputs, { maxNorm }: { maxNorm: number }) => {
      const tensors = Object.values(inputs);
      const norm = normOf(context, tensors);
      const factor = maxNorm / (norm + NORM_EPSILON);
      const clipped = tensors.map((tensor) => {
        if (factor >= 1) return heap.share(tensor);
        const scaled = heap.output(tensor.shape);
        const size = sizeOf(tensor.shape);
        const args = [heap.address(tensor), heap.address(scaled), factor];
        threads.run('scale', args, size, elementGrain(context, size), 0);
        return scaled;
      });
      return [scalarOf(context, norm), ...clipped];
    },
  };
}

function normOf({ heap, wasm }: KernelContext, tensors: TensorInfo[]): number {
  const squares = tensors.map((tensor) => wasm.sumOfSquares(heap.address(tensor), sizeOf(tensor.shape)));
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

function scalarOf({ heap }: KernelContext, value: number): TensorInfo {
  const scalar = heap.output([]);
  heap.writeScalar(scalar, value);
  return scalar;
}

function adamW(context: KernelContext, inputs: Record<string, TensorInfo>, attributes: AdamWAttributes): TensorInfo[] {
  const { heap, wasm } = context;
  const { beta1, beta2, learningRate, epsilon, correction1, correction2 } = attributes;
  const updated: TensorInfo[] = [];
  for (let i = 0; i < attributes.count; i++) {
    const get = (kind: string) => inputs[`${kind}${i}`] as TensorInfo;
    const old = [get('p'), get('m'), get('v')] as const;
    const [p, m, v] = old.map((tensor) => heap.successor(tensor)) as [TensorInfo, TensorInfo, TensorInfo];
    wasm.adamW(
      heap.address(old[0]),
      heap.address(get('g')),
      heap.address(old[1]),
      heap.address(old[2]),
      heap.address(p),
      heap.address(m),
      heap.address(v),
      sizeOf(p.shape),
      beta1,
      beta2,
      1 - beta1,
      1 - beta2,
      learningRate / correction1,
      1 / correction2,
      epsilon,
      1 - learningRate * (attributes.weightDecay[i] ?? 0),
    );
    updated.push(p, m, v);
  }
  return updated;
}
