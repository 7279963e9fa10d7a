/** Kernels over the elements of many tensors at once: a small table tells each workgroup where its pieces lie. */
import type { WebgpuBackend } from '../core/backend.ts';
import { run } from '../core/queue.ts';
import { uploadIntegers } from '../core/upload.ts';
import type { Work } from '../core/work.ts';
import { GROUP_THREADS } from './reduce.ts';

/** Elements per piece: 4 per thread. */
const PIECE = 1024;
const MAX_GROUPS = 4096;

/** One tensor: its size, where it begins in up to two buffers, in floats, and a number of its own. */
interface PieceRow {
  size: number;
  first: number;
  second?: number;
  value?: number;
}

interface PieceWork extends Pick<Work, 'name' | 'inputs' | 'outputs' | 'integers' | 'floats'> {
  rows: PieceRow[];
  /** Workgroups; by default as many as there are pieces, up to 4096. */
  groups?: number;
  /** WGSL before and after the loop. */
  before?: string;
  after?: string;
  helpers?: string;
  /** WGSL of one element: it lies at `first + at` and `second + at`, and its tensor has `value`. */
  body: string;
}

const ROW_WORDS = 5;

/** Into how many pieces tensors of these sizes are cut. */
export function countPieces(rows: { size: number }[]): number {
  return rows.reduce((sum, { size }) => sum + Math.ceil(size / PIECE), 0);
}

/** Records `work` over all elements of all rows, pieces dealt out to the workgroups in turns. */
export function runPieces(backend: WebgpuBackend, work: PieceWork): void {
  const { rows, before = '', after = '', helpers = '', body, integers = {}, ...rest } = work;
  const words = new Int32Array(rows.length * ROW_WORDS);
  const floats = new Float32Array(words.buffer);
  rows.forEach(({ size, first, second = 0, value = 0 }, row) => {
    words.set([countPieces(rows.slice(0, row)), size, first, second], row * ROW_WORDS);
    floats[row * ROW_WORDS + 4] = value;
  });
  const pieces = countPieces(rows);
  const groups = work.groups ?? Math.min(pieces, MAX_GROUPS);
  const table = uploadIntegers(backend, words);
  run(backend, {
    ...rest,
    inputs: { ...work.inputs, table },
    integers: { ...integers, rows: rows.length, pieces, stride: groups },
    volatile: true,
    groups,
    groupSize: GROUP_THREADS,
    sharedWords: GROUP_THREADS,
    code: /* wgsl */ `${helpers}
      fn $find(piece : i32) -> i32 {
        var low = 0;
        var high = $rows;
        while (high - low > 1) {
          let middle = (low + high) / 2;
          if ($table[middle * ${ROW_WORDS}] <= piece) { low = middle; } else { high = middle; }
        }
        return low * ${ROW_WORDS};
      }
      fn $run(group : i32, lane : i32) {
        ${before}
        for (var piece = group; piece < $pieces; piece += $stride) {
          let row = $find(piece);
          let first = $table[row + 2];
          let second = $table[row + 3];
          let value = bitcast<f32>($table[row + 4]);
          let begin = (piece - $table[row]) * ${PIECE};
          let end = min(begin + ${PIECE}, $table[row + 1]);
          for (var at = begin + lane; at < end; at += ${GROUP_THREADS}) { ${body} }
        }
        ${after}
      }`,
  });
  backend.disposeData(table.dataId);
}
