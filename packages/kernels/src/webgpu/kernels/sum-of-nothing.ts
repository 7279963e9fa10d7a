/** tfjs' own webgpu kernel throws at the sum of an empty tensor (it divides by its size); a batch may well be empty. */
import { backend_util, getKernel, type SumAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from '../core/backend.ts';

/** `Sum` with zeros for empty tensors; everything else is left to what is registered now. */
export function sumOfNothing(backend: WebgpuBackend): KernelTable {
  const own = getKernel('Sum', 'webgpu');
  if (!own) return {};
  return {
    Sum: (inputs, attrs: SumAttrs) => {
      const { x } = inputs as Record<'x', TensorInfo>;
      if (sizeOf(x.shape) > 0) return [own.kernelFunc({ inputs, backend, attrs: { ...attrs } }) as TensorInfo];
      const axes = util.parseAxisParam(attrs.axis, x.shape);
      const [reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
      const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
      return [backend.makeTensorInfo(shape, 'float32', new Float32Array(sizeOf(shape)))];
    },
  };
}
