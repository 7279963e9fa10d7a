/** Layer norm, alone and after the residual add. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, rowsOf } from '../../kernel-table.ts';
import { grainOf, type KernelContext } from './context.ts';

/** Rows whose shares of dGain and dBias the module sums together; it has the same number. */
const PART_ROWS = 64;
/** Rows to a thread, at least. */
const LEAST_ROWS = 64;

export function normKernels(context: KernelContext): KernelTable {
  const { heap } = context;
  return {
    GlassboxLayerNorm: ({ x, gain, bias }, { epsilon }: { epsilon: number }) => {
      const y = heap.output((x as TensorInfo).shape);
      const inputs = { x, gain, bias } as Record<'x' | 'gain' | 'bias', TensorInfo>;
      return [y, normalise(context, inputs, { y }, epsilon)];
    },
    GlassboxAddLayerNorm: (inputs, { epsilon }: { epsilon: number }) => {
      const { x } = inputs as Record<'x', TensorInfo>;
      const [y, sum] = [heap.output(x.shape), heap.output(x.shape)];
      return [y, sum, normalise(context, inputs as NormInputs, { y, sum }, epsilon)];
    },
    GlassboxLayerNormGrad: (inputs) => gradient(context, inputs as unknown as GradInputs),
    GlassboxAddLayerNormGrad: ({ sum, gain, statistics, dNormalised, dSum }) =>
      gradient(context, { x: sum, gain, statistics, dy: dNormalised, dSum } as GradInputs),
  };
}

type NormInputs = Record<'x' | 'gain' | 'bias', TensorInfo> & { residual?: TensorInfo };
type GradInputs = Record<'x' | 'gain' | 'statistics' | 'dy', TensorInfo> & { dSum?: TensorInfo };

/** Writes y, and x + residual to `sum`; returns the statistics [N, 2]. */
function normalise(
  context: KernelContext,
  { x, gain, bias, residual }: NormInputs,
  { y, sum }: { y: TensorInfo; sum?: TensorInfo },
  epsilon: number,
): TensorInfo {
  const { heap, threads } = context;
  const { rows, width } = rowsOf(x.shape);
  const statistics = heap.output([rows, 2]);
  const at = (tensor: TensorInfo | undefined) => (tensor ? heap.address(tensor) : 0);
  const args = [at(x), at(residual), at(sum), at(gain), at(bias), at(y), at(statistics), width, epsilon];
  threads.run('layerNorm', args, rows, grainOf(context, rows, 1, LEAST_ROWS), 0);
  return statistics;
}

/** [dx, dGain, dBias]; rows are cut into parts whose shares are added in order, whoever computed them. */
function gradient(context: KernelContext, { x, gain, statistics, dy, dSum }: GradInputs): TensorInfo[] {
  const { heap, threads } = context;
  const { rows, width } = rowsOf(x.shape);
  const parts = Math.ceil(rows / PART_ROWS);
  const shares = heap.room('shares', parts * 2 * width * 4);
  const [dx, dGain, dBias] = [heap.output(x.shape), heap.output([width]), heap.output([width])];
  const at = (tensor: TensorInfo | undefined) => (tensor ? heap.address(tensor) : 0);
  const args = [at(x), at(gain), at(statistics), at(dy), at(dSum), at(dx), shares, rows, width];
  threads.run('layerNormGrad', args, parts, grainOf(context, parts, 1, 1), 0);
  threads.run('columnSum', [shares, 2 * width * 4, at(dGain), parts], width, Math.max(1, width), 0);
  threads.run('columnSum', [shares + width * 4, 2 * width * 4, at(dBias), parts], width, Math.max(1, width), 0);
  return [dx, dGain, dBias];
}
