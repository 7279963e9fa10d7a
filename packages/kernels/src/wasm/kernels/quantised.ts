/** Weights in 8 bits. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelTable } from '../../kernel-table.ts';
import { grainOf, type KernelContext } from './context.ts';

/** Columns to a thread, at least. */
const LEAST_COLUMNS = 128;

export function quantisedKernels(context: KernelContext): KernelTable {
  const { heap, threads, wasm } = context;
  const at = (tensor: TensorInfo | undefined) => (tensor ? heap.address(tensor) : 0);
  return {
    GlassboxQuantizeInt8: ({ weight }) => {
      const [depth = 0, columns = 0] = (weight as TensorInfo).shape;
      const words = Math.ceil(columns / 4);
      const values = heap.output([depth, words], 'int32');
      const scales = heap.output([columns]);
      heap.backend.wasm.HEAPU8.fill(0, at(values), at(values) + depth * words * 4); // the padding too
      const args = [at(weight), at(values), at(scales), depth, columns];
      threads.run('quantizeInt8', args, columns, grainOf(context, columns, 64, LEAST_COLUMNS), 0);
      return [values, scales];
    },
    GlassboxLinearInt8: (inputs, { activation, columns }: { activation: 'none' | 'gelu'; columns: number }) => {
      const { x, values, scales } = inputs as Record<'x' | 'values' | 'scales', TensorInfo>;
      const [rows = 0, depth = 0] = x.shape;
      const y = heap.output([rows, columns]);
      const operands = [rows, columns, depth, at(x), at(values), at(scales)];
      const sums = activation === 'gelu' ? heap.room('gradient', rows * columns * 4) : at(y);
      const finish = [sums, at(inputs.bias), at(inputs.residual), activation === 'gelu' ? at(y) : 0];
      const grain = grainOf(context, columns, 64, LEAST_COLUMNS);
      const scratch = wasm.linearInt8ScratchBytes(rows, Math.min(grain, columns), depth);
      threads.run('linearInt8', [...operands, ...finish], columns, grain, scratch);
      return [y];
    },
  };
}
