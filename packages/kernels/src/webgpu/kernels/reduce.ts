/** WGSL for sums over a row shared by 64 threads, and for sums down columns. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Work } from '../core/work.ts';

/** Threads that share a row, and rows per workgroup of 256. */
export const ROW_LANES = 64;
const ROWS_PER_GROUP = 4;
export const GROUP_THREADS = ROW_LANES * ROWS_PER_GROUP;

/** `$sumOverRow(lane, v)` and `$maxOverRow(lane, v)`: over the threads of a row, known to all of them. */
const ROW_REDUCTIONS = ['sum', 'max']
  .map(
    (name) => /* wgsl */ `
    fn $${name}OverRow(lane : i32, value : vec2<f32>) -> vec2<f32> {
      workgroupBarrier();
      shared4[lane] = vec4<f32>(value, 0.0, 0.0);
      workgroupBarrier();
      for (var half = ${ROW_LANES / 2}; half > 0; half = half >> 1) {
        if (lane % ${ROW_LANES} < half) {
          let other = shared4[lane + half];
          shared4[lane] = ${name === 'sum' ? 'shared4[lane] + other' : 'max(shared4[lane], other)'};
        }
        workgroupBarrier();
      }
      return shared4[lane - lane % ${ROW_LANES}].xy;
    }`,
  )
  .join('');

interface RowWork extends Pick<Work, 'name' | 'inputs' | 'outputs' | 'floats'> {
  rows: number;
  width: number;
  /** WGSL functions the body calls. */
  helpers?: string;
  /** WGSL of a row: may use `row`, `start` (its first place), `lane` (0…63 within the row), `thread` and `isRow`; it must not write unless `isRow`. */
  body: string;
}

/** A work with 64 threads per row. Overhanging threads compute the last row again, so that all meet at the barriers. */
export function rowWork({ rows, width, helpers = '', body, ...rest }: RowWork): Work {
  return {
    ...rest,
    integers: { rows, width },
    groups: Math.ceil(rows / ROWS_PER_GROUP),
    groupSize: GROUP_THREADS,
    sharedWords: GROUP_THREADS,
    code: /* wgsl */ `${ROW_REDUCTIONS}${helpers}
      fn $run(group : i32, thread : i32) {
        let lane = thread % ${ROW_LANES};
        let isRow = group * ${ROWS_PER_GROUP} + thread / ${ROW_LANES} < $rows;
        let row = min(group * ${ROWS_PER_GROUP} + thread / ${ROW_LANES}, $rows - 1);
        let start = row * $width;
        ${body}
      }`,
  };
}

const COLUMNS = 8;

interface ColumnSums {
  name: string;
  inputs: Record<string, TensorInfo>;
  /** [width] each, at most four. */
  outputs: Record<string, TensorInfo>;
  rows: number;
  width: number;
  /** WGSL functions the terms call. */
  helpers?: string;
  /** One WGSL expression per output, in `i` (the place), `row` and `column`. */
  terms: string[];
}

/**
 * Sums of terms over the rows, one per column: 8 columns by 32 threads per workgroup, so that each row's 32 bytes are
 * read as one piece and narrow matrices still make many workgroups. The order is fixed: the same bits every time.
 */
export function columnSumsWork({ name, inputs, outputs, rows, width, helpers = '', terms }: ColumnSums): Work {
  const names = Object.keys(outputs);
  return {
    name: `columnSums ${name}`,
    inputs,
    outputs,
    integers: { rows, width },
    groups: Math.ceil(width / COLUMNS),
    groupSize: GROUP_THREADS,
    sharedWords: GROUP_THREADS,
    code: /* wgsl */ `
      ${helpers}
      fn $run(group : i32, lane : i32) {
        let column = group * ${COLUMNS} + lane % ${COLUMNS};
        var total = vec4<f32>();
        if (column < $width) {
          for (var row = lane / ${COLUMNS}; row < $rows; row += ${GROUP_THREADS / COLUMNS}) {
            let i = row * $width + column;
            ${terms.map((term, part) => `total[${part}] += ${term};`).join('\n')}
          }
        }
        shared4[lane] = total;
        workgroupBarrier();
        for (var half = ${GROUP_THREADS / 2}; half >= ${COLUMNS}; half = half >> 1) {
          if (lane < half) { shared4[lane] += shared4[lane + half]; }
          workgroupBarrier();
        }
        if (lane < ${COLUMNS} && column < $width) {
          ${names.map((output, part) => `$${output}[column] = shared4[lane][${part}];`).join('\n')}
        }
      }`,
  };
}

interface ElementWork extends Pick<Work, 'name' | 'inputs' | 'outputs' | 'integers' | 'floats' | 'volatile'> {
  size: number;
  /** WGSL before the body. */
  helpers?: string;
  /** WGSL of one element, in `i`. */
  body: string;
}

/** A work with one thread per element. */
export function elementWork({ size, helpers = '', body, integers = {}, ...rest }: ElementWork): Work {
  return {
    ...rest,
    integers: { size, ...integers },
    groups: Math.ceil(size / GROUP_THREADS),
    groupSize: GROUP_THREADS,
    code: /* wgsl */ `${helpers}
      fn $run(group : i32, lane : i32) {
        let i = group * ${GROUP_THREADS} + lane;
        if (i >= $size) { return; }
        ${body}
      }`,
  };
}
