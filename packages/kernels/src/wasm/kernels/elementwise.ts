/** Kernels that go through a tensor once: GELU, dropout, copies, layer norm. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, rowsOf, sizeOf } from '../../kernel-table.ts';
import type { KernelContext } from './context.ts';

export function elementwiseKernels({ heap, wasm }: KernelContext): KernelTable {
  const at = (tensor: TensorInfo | undefined) => heap.address(tensor as TensorInfo);
  return {
    GlassboxGelu: ({ x }) => {
      const y = heap.output((x as TensorInfo).shape);
      wasm.gelu(at(x), at(y), sizeOf(y.shape));
      return [y];
    },
    GlassboxGeluGrad: ({ x, dy }) => {
      const dx = heap.output((x as TensorInfo).shape);
      wasm.geluGrad(at(x), at(dy), at(dx), sizeOf(dx.shape));
      return [dx];
    },
    GlassboxDropout: ({ x }, attributes: { seed: number; threshold: number; keptScale: number }) => {
      const y = heap.output((x as TensorInfo).shape);
      const { seed, threshold, keptScale } = attributes;
      wasm.dropout(at(x), at(y), sizeOf(y.shape), seed, threshold | 0, keptScale);
      return [y];
    },
    GlassboxLayerNorm: ({ x, gain, bias }, { epsilon }: { epsilon: number }) => {
      const { rows, width } = rowsOf((x as TensorInfo).shape);
      const y = heap.output((x as TensorInfo).shape);
      const statistics = heap.output([rows, 2]);
      wasm.layerNorm(at(x), at(gain), at(bias), at(y), at(statistics), rows, width, epsilon);
      return [y, statistics];
    },
    GlassboxLayerNormGrad: ({ x, gain, statistics, dy }) => {
      const { rows, width } = rowsOf((x as TensorInfo).shape);
      const dx = heap.output((x as TensorInfo).shape);
      const dGain = heap.output([width]);
      const dBias = heap.output([width]);
      wasm.layerNormGrad(at(x), at(gain), at(statistics), at(dy), at(dx), at(dGain), at(dBias), rows, width);
      return [dx, dGain, dBias];
    },
    // tfjs-wasm copies here; its other backends only count one more reference, and so do we.
    Identity: ({ x }) => [heap.share(x as TensorInfo)],
  };
}
