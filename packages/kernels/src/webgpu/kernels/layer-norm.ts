/** Layer norm on WebGPU: one workgroup per row for the statistics and dx, one tile of columns for the parameters. */
import { fused, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, rowsOf } from '../../kernel-table.ts';
import { GROUP_SIZE, REDUCTIONS, ROW_OF_GROUP, rowGroups, run, type WebgpuBackend } from '../program.ts';

/** A tile of the column sums: 16 columns, read side by side, by 16 threads each. */
const TILE = 16;

export function layerNormKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxLayerNorm: (inputs, { epsilon }: { epsilon: number }) => {
      const { x, gain, bias } = inputs as Record<'x' | 'gain' | 'bias', TensorInfo>;
      const { rows, width } = rowsOf(x.shape);
      const statistics = run(backend, {
        name: 'layerNormStatistics',
        inputs: { x },
        outputShape: [rows, 2],
        integers: { rows, width },
        floats: { epsilon },
        groups: rowGroups(rows),
        code: STATISTICS,
      });
      const y = run(backend, {
        name: 'layerNorm',
        inputs: { x, gain, bias, statistics },
        outputShape: x.shape,
        integers: { width },
        code: /* wgsl */ `
          fn main(index : i32) {
            if (index >= uniforms.size) { return; }
            let row = index / uniforms.width;
            let column = index % uniforms.width;
            let normalised = (x[index] - statistics[2 * row]) * statistics[2 * row + 1];
            result[index] = normalised * gain[column] + bias[column];
          }`,
      });
      return [y, statistics];
    },
    GlassboxLayerNormGrad: (inputs) => {
      const { x, gain, statistics, dy } = inputs as Record<'x' | 'gain' | 'statistics' | 'dy', TensorInfo>;
      const { rows, width } = rowsOf(x.shape);
      const dx = run(backend, {
        name: 'layerNormGrad',
        inputs: { x, gain, statistics, dy },
        outputShape: x.shape,
        integers: { rows, width },
        groups: rowGroups(rows),
        code: INPUT_GRADIENT,
      });
      const normalised = '(x[i] - statistics[2 * row]) * statistics[2 * row + 1]';
      const dGain = columnSums(backend, { dy, x, statistics }, rows, width, `dy[i] * ${normalised}`);
      return [dx, dGain, columnSums(backend, { dy }, rows, width, 'dy[i]')];
    },
    GlassboxColumnSum: ({ x }) => {
      const [rows = 0, width = 0] = (x as TensorInfo).shape;
      return [columnSums(backend, { dy: x as TensorInfo }, rows, width, 'dy[i]')];
    },
    // tfjs' own product with the bias added as it is stored.
    GlassboxLinear: ({ x, weight, bias }) => [
      fused.matMul({ a: x as Tensor, b: weight as Tensor, bias: bias as Tensor, activation: 'linear' }),
    ],
  };
}

const STATISTICS = /* wgsl */ `${ROW_OF_GROUP}${REDUCTIONS}
  fn main() {
    let row = rowOfGroup(uniforms.rows);
    let start = row * uniforms.width;
    let lane = i32(localIndex);
    var total = 0.0;
    for (var i = lane; i < uniforms.width; i += ${GROUP_SIZE}) { total += x[start + i]; }
    let mean = sumOverGroup(total) / f32(uniforms.width);
    var squares = 0.0;
    for (var i = lane; i < uniforms.width; i += ${GROUP_SIZE}) {
      let centred = x[start + i] - mean;
      squares += centred * centred;
    }
    let variance = sumOverGroup(squares) / f32(uniforms.width);
    if (lane == 0) {
      result[2 * row] = mean;
      result[2 * row + 1] = inverseSqrt(variance + uniforms.epsilon);
    }
  }`;

const INPUT_GRADIENT = /* wgsl */ `${ROW_OF_GROUP}${REDUCTIONS}
  fn main() {
    let row = rowOfGroup(uniforms.rows);
    let start = row * uniforms.width;
    let lane = i32(localIndex);
    let mean = statistics[2 * row];
    let inverse = statistics[2 * row + 1];
    var scaledSum = 0.0;
    var projectionSum = 0.0;
    for (var i = lane; i < uniforms.width; i += ${GROUP_SIZE}) {
      let scaled = dy[start + i] * gain[i];
      scaledSum += scaled;
      projectionSum += scaled * (x[start + i] - mean) * inverse;
    }
    let averageScaled = sumOverGroup(scaledSum) / f32(uniforms.width);
    let projection = sumOverGroup(projectionSum) / f32(uniforms.width);
    for (var i = lane; i < uniforms.width; i += ${GROUP_SIZE}) {
      let normalised = (x[start + i] - mean) * inverse;
      result[start + i] = inverse * (dy[start + i] * gain[i] - averageScaled - normalised * projection);
    }
  }`;

/** y[column] = Σ over rows of `term`, WGSL that may use `i`, `row` and the inputs. Fixed order, so the same bits every time. */
function columnSums(
  backend: WebgpuBackend,
  inputs: Record<string, TensorInfo>,
  rows: number,
  width: number,
  term: string,
): TensorInfo {
  return run(backend, {
    name: `columnSums_${Object.keys(inputs).join('_')}`,
    inputs,
    outputShape: [width],
    integers: { rows, width },
    groups: [Math.max(1, Math.ceil(width / TILE)), 1],
    groupSize: TILE * TILE,
    code: /* wgsl */ `
      var<workgroup> sums : array<f32, ${TILE * TILE}>;
      fn main() {
        let lane = i32(localIndex);
        let column = i32(workgroupId.x) * ${TILE} + lane % ${TILE};
        var total = 0.0;
        if (column < uniforms.width) {
          for (var row = lane / ${TILE}; row < uniforms.rows; row += ${TILE}) {
            let i = row * uniforms.width + column;
            total += ${term};
          }
        }
        sums[lane] = total;
        workgroupBarrier();
        for (var half = ${TILE / 2}; half > 0; half = half >> 1) {
          if (lane / ${TILE} < half) { sums[lane] = sums[lane] + sums[lane + half * ${TILE}]; }
          workgroupBarrier();
        }
        if (lane < ${TILE} && column < uniforms.width) { result[column] = sums[lane]; }
      }`,
  });
}
