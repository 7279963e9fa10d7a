/** Layer norm on WebGPU, alone and with the residual add before it: one dispatch forward, one backward. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, rowsOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { makeGradient } from '../core/pool.ts';
import { run, runTogether } from '../core/queue.ts';
import { columnSumsWork, ROW_LANES, rowWork } from './reduce.ts';

export function layerNormKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxLayerNorm: (inputs, { epsilon }: { epsilon: number }) => {
      const { x, gain, bias } = inputs as Record<'x' | 'gain' | 'bias', TensorInfo>;
      const [y, statistics] = normalise(backend, { x, gain, bias }, epsilon, {});
      return [y, statistics];
    },
    GlassboxAddLayerNorm: (inputs, { epsilon }: { epsilon: number }) => {
      const { x, residual, gain, bias } = inputs as Record<'x' | 'residual' | 'gain' | 'bias', TensorInfo>;
      const sum = backend.makeTensorInfo(x.shape, 'float32');
      const [y, statistics] = normalise(backend, { x, gain, bias, residual }, epsilon, { sum });
      return [y, sum, statistics];
    },
    GlassboxLayerNormGrad: (inputs) => {
      const { x, gain, statistics, dy } = inputs as Record<'x' | 'gain' | 'statistics' | 'dy', TensorInfo>;
      return gradients(backend, { x, gain, statistics, dy }, {});
    },
    GlassboxAddLayerNormGrad: (inputs) => {
      const { sum, gain, statistics, dNormalised, dSum } = inputs as Record<
        'sum' | 'gain' | 'statistics' | 'dNormalised' | 'dSum',
        TensorInfo
      >;
      return gradients(backend, { x: sum, gain, statistics, dy: dNormalised }, { dSum });
    },
  };
}

/** Returns y and statistics [N, 2] = (mean, 1/σ). With `residual` it normalises x + residual, which goes to `sum`. */
function normalise(
  backend: WebgpuBackend,
  inputs: { x: TensorInfo; gain: TensorInfo; bias: TensorInfo; residual?: TensorInfo },
  epsilon: number,
  added: { sum?: TensorInfo },
): [TensorInfo, TensorInfo] {
  const { rows, width } = rowsOf(inputs.x.shape);
  const y = backend.makeTensorInfo(inputs.x.shape, 'float32');
  const statistics = backend.makeTensorInfo([rows, 2], 'float32');
  const columns = (body: string) =>
    `for (var column = lane; column < $width; column += ${ROW_LANES}) { let i = start + column; ${body} }`;
  const value = added.sum ? '$sum[i]' : '$x[i]';
  const work = rowWork({
    name: `layerNorm ${added.sum ? 'added' : ''}`,
    inputs,
    outputs: { y, statistics, ...added },
    rows,
    width,
    floats: { epsilon },
    body: /* wgsl */ `
      var total = 0.0;
      ${columns(added.sum ? 'let value = $x[i] + $residual[i]; if (isRow) { $sum[i] = value; } total += value;' : 'total += $x[i];')}
      let mean = $sumOverRow(thread, vec2<f32>(total, 0.0)).x / f32($width);
      var squares = 0.0;
      ${columns(`let centred = ${value} - mean; squares += centred * centred;`)}
      let inverse = inverseSqrt($sumOverRow(thread, vec2<f32>(squares, 0.0)).x / f32($width) + $epsilon);
      if (!isRow) { return; }
      ${columns(`$y[i] = (${value} - mean) * inverse * $gain[column] + $bias[column];`)}
      if (lane == 0) { $statistics[2 * row] = mean; $statistics[2 * row + 1] = inverse; }`,
  });
  run(backend, work);
  return [y, statistics];
}

/** [dx (+ dSum), dGain, dBias]: rows and columns are independent of each other, so one dispatch makes all three. */
function gradients(
  backend: WebgpuBackend,
  inputs: { x: TensorInfo; gain: TensorInfo; statistics: TensorInfo; dy: TensorInfo },
  added: { dSum?: TensorInfo },
): TensorInfo[] {
  const { x, statistics, dy } = inputs;
  const { rows, width } = rowsOf(x.shape);
  const dx = backend.makeTensorInfo(x.shape, 'float32');
  const dGain = makeGradient(backend, [width]);
  const dBias = makeGradient(backend, [width]);
  const byRow = rowWork({
    name: `layerNormGrad ${added.dSum ? 'added' : ''}`,
    inputs: { ...inputs, ...added },
    outputs: { dx },
    rows,
    width,
    body: /* wgsl */ `
      let mean = $statistics[2 * row];
      let inverse = $statistics[2 * row + 1];
      var sums = vec2<f32>();
      for (var column = lane; column < $width; column += ${ROW_LANES}) {
        let scaled = $dy[start + column] * $gain[column];
        sums += vec2<f32>(scaled, scaled * ($x[start + column] - mean) * inverse);
      }
      let averages = $sumOverRow(thread, sums) / f32($width);
      if (!isRow) { return; }
      for (var column = lane; column < $width; column += ${ROW_LANES}) {
        let i = start + column;
        let normalised = ($x[i] - mean) * inverse;
        let through = inverse * ($dy[i] * $gain[column] - averages.x - normalised * averages.y);
        $dx[i] = through${added.dSum ? ' + $dSum[i]' : ''};
      }`,
  });
  const byColumn = columnSumsWork({
    name: 'layerNormGrad',
    inputs: { x, statistics, dy },
    outputs: { dGain, dBias },
    rows,
    width,
    terms: ['$dy[i] * ($x[i] - $statistics[2 * row]) * $statistics[2 * row + 1]', '$dy[i]'],
  });
  runTogether(backend, [byRow, byColumn]);
  return [dx, dGain, dBias];
}
