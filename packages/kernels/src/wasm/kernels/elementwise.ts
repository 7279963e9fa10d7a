/** Kernels that go through a tensor once: GELU, dropout, uniform draws, half-precision, copies. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { ParallelKernel } from '../threads/threads.ts';
import { elementGrain, type KernelContext } from './context.ts';

type HalfFormat = 'float16' | 'bfloat16';

export function elementwiseKernels(context: KernelContext): KernelTable {
  const { heap, threads } = context;
  const at = (tensor: TensorInfo | undefined) => heap.address(tensor as TensorInfo);
  const each = (kernel: ParallelKernel, size: number, args: number[]) =>
    threads.run(kernel, args, size, elementGrain(context, size), 0);
  return {
    GlassboxGelu: ({ x }) => {
      const y = heap.output((x as TensorInfo).shape);
      each('gelu', sizeOf(y.shape), [at(x), at(y)]);
      return [y];
    },
    GlassboxGeluGrad: ({ x, dy }) => {
      const dx = heap.output((x as TensorInfo).shape);
      each('geluGrad', sizeOf(dx.shape), [at(x), at(dy), at(dx)]);
      return [dx];
    },
    GlassboxDropout: ({ x }, attributes: { seed: number; threshold: number; keptScale: number }) => {
      const y = heap.output((x as TensorInfo).shape);
      const { seed, threshold, keptScale } = attributes;
      each('dropout', sizeOf(y.shape), [at(x), at(y), seed, threshold | 0, keptScale]);
      return [y];
    },
    GlassboxUniform: (_inputs, { shape, seed }: { shape: number[]; seed: number }) => {
      const y = heap.output(shape);
      each('uniform', sizeOf(shape), [at(y), seed | 0]);
      return [y];
    },
    GlassboxFromHalf: ({ bits }, { format, shape }: { format: HalfFormat; shape: number[] }) => {
      const y = heap.output(shape);
      each(format === 'float16' ? 'fromFloat16' : 'fromBfloat16', sizeOf(shape), [at(bits), at(y)]);
      return [y];
    },
    GlassboxToHalf: ({ x }, { format }: { format: HalfFormat }) => {
      const size = sizeOf((x as TensorInfo).shape);
      const bits = heap.output([Math.ceil(size / 2)], 'int32');
      each(format === 'float16' ? 'toFloat16' : 'toBfloat16', size, [at(x), at(bits)]);
      if (size % 2 === 1) new Uint16Array(heap.backend.wasm.HEAPU8.buffer, at(bits))[size] = 0;
      return [bits];
    },
    // tfjs-wasm copies here; its other backends only count one more reference, and so do we.
    Identity: ({ x }) => [heap.share(x as TensorInfo)],
  };
}
