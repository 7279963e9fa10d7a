/** 8-bit weights on WebGPU: quantizing in one dispatch, and the tiled product with weights unpacked while loading. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelTable } from '../../kernel-table.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { run } from '../core/queue.ts';
import { productWork } from './product.ts';
import { GROUP_THREADS } from './reduce.ts';

/** Columns per workgroup: two words of four. */
const COLUMNS = 8;

export function int8Kernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxQuantizeInt8: (inputs) => {
      const { weight } = inputs as Record<'weight', TensorInfo>;
      const [rows = 0, width = 0] = weight.shape;
      const values = backend.makeTensorInfo([rows, Math.ceil(width / 4)], 'int32');
      const scales = backend.makeTensorInfo([width], 'float32');
      run(backend, {
        name: 'quantizeInt8',
        inputs: { weight },
        outputs: { values, scales },
        integers: { rows, width },
        groups: Math.ceil(width / COLUMNS),
        groupSize: GROUP_THREADS,
        sharedWords: GROUP_THREADS,
        code: QUANTIZE,
      });
      return [values, scales];
    },
    GlassboxLinearInt8: (inputs, { activation, columns }: { activation: 'none' | 'gelu'; columns: number }) => {
      const { x, values, scales, bias, residual } = inputs as Record<
        'x' | 'values' | 'scales' | 'bias' | 'residual',
        TensorInfo
      >;
      const [M = 0, K = 0] = x.shape;
      const y = backend.makeTensorInfo([M, columns], 'float32');
      const work = productWork({
        a: { tensor: x, transposed: false },
        b: { tensor: values, transposed: false, scales },
        batch: 1,
        M,
        N: columns,
        K,
        y,
        bias,
        residual,
        gelu: activation === 'gelu',
      });
      run(backend, work);
      return [y];
    },
  };
}

/** First the largest magnitude of each column, by 32 threads; then the levels floor(w/scale + ½), four to a word. */
const QUANTIZE = /* wgsl */ `
  fn $level(row : i32, column : i32) -> i32 {
    if (column >= $width) { return 0; }
    let scale = shared4[column % ${COLUMNS}].x / 127.0;
    let level = floor($weight[row * $width + column] / select(1.0, scale, scale > 0.0) + 0.5);
    return i32(clamp(level, -127.0, 127.0)) & 255;
  }
  fn $run(group : i32, lane : i32) {
    let column = group * ${COLUMNS} + lane % ${COLUMNS};
    var largest = 0.0;
    if (column < $width) {
      for (var row = lane / ${COLUMNS}; row < $rows; row += ${GROUP_THREADS / COLUMNS}) {
        largest = max(largest, abs($weight[row * $width + column]));
      }
    }
    shared4[lane].x = largest;
    workgroupBarrier();
    for (var half = ${GROUP_THREADS / 2}; half >= ${COLUMNS}; half = half >> 1) {
      if (lane < half) { shared4[lane].x = max(shared4[lane].x, shared4[lane + half].x); }
      workgroupBarrier();
    }
    if (lane < ${COLUMNS} && column < $width) { $scales[column] = shared4[lane].x / 127.0; }
    let words = ($width + 3) / 4;
    let word = group * ${COLUMNS / 4} + lane % ${COLUMNS / 4};
    if (word >= words) { return; }
    for (var row = lane / ${COLUMNS / 4}; row < $rows; row += ${(4 * GROUP_THREADS) / COLUMNS}) {
      let first = 4 * word;
      $values[row * words + word] = $level(row, first) | ($level(row, first + 1) << 8u)
        | ($level(row, first + 2) << 16u) | ($level(row, first + 3) << 24u);
    }
  }`;
