/**
 * The matrix product C = A·B (+ bias, or + C) on strided float32 matrices. Blocked for the caches and packed as in
 * Goto & van de Geijn 2008, "Anatomy of high-performance matrix multiplication". Strides are in bytes; the four
 * transpose forms differ only in them. A thread can be given any rows of C: every call uses its own workspace.
 */
import { finishBlock } from './finish';
import { packA, packB, TILE_COLUMNS, TILE_ROWS } from './pack';
import { tile4x8 } from './tile-4x8';
import { tile6x8 } from './tile-6x8';

/** Depth of a block: a packed panel of B (16 KB) stays in the first-level cache. */
// @ts-ignore: AssemblyScript decorator
@inline
const BLOCK_DEPTH: i32 = 512;
/** Rows of a block of A: packed, 192 KB, it stays in the second-level cache. A multiple of 6 and of 4. */
// @ts-ignore: AssemblyScript decorator
@inline
const BLOCK_ROWS: i32 = 96;
/** Columns of a block of B: packed, 1 MB. */
// @ts-ignore: AssemblyScript decorator
@inline
const BLOCK_COLUMNS: i32 = 512;

/** Bytes a call of `gemm` needs at `workspace` for a product of this size. */
export function gemmWorkspaceBytes(rows: i32, columns: i32, depth: i32): i32 {
  const k = min(depth, BLOCK_DEPTH);
  const panelsOfA = (min(rows, BLOCK_ROWS) + TILE_ROWS) * k;
  const panelsOfB = (min(columns, BLOCK_COLUMNS) + TILE_COLUMNS) * k;
  return (TILE_ROWS * TILE_COLUMNS + panelsOfA + panelsOfB) << 2;
}

/**
 * C[rows × columns] = A[rows × depth]·B[depth × columns] + start. `bias` (0 for none) is one row added to all rows;
 * with `accumulate` the old C is added instead. What `finishBlock` does is done while a block of C is still in the cache.
 */
export function gemm(
  rows: i32,
  columns: i32,
  depth: i32,
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  bColumn: usize,
  c: usize,
  cRow: usize,
  bias: usize,
  accumulate: bool,
  residual: usize,
  activated: usize,
  workspace: usize,
): void {
  if (depth == 0) return emptyProduct(rows, columns, c, cRow, bias, accumulate, residual, activated);
  const edge = workspace;
  const packedB = edge + (<usize>(TILE_ROWS * TILE_COLUMNS) << 2);
  const blockColumns = min(columns, BLOCK_COLUMNS) + TILE_COLUMNS;
  const packedA = packedB + (<usize>(blockColumns * min(depth, BLOCK_DEPTH)) << 2);
  for (let j = 0; j < columns; j += BLOCK_COLUMNS) {
    const n = min(BLOCK_COLUMNS, columns - j);
    const column = <usize>j << 2;
    for (let k = 0; k < depth; k += BLOCK_DEPTH) {
      const kc = min(BLOCK_DEPTH, depth - k);
      packB(packedB, b + <usize>k * bRow + <usize>j * bColumn, bRow, bColumn, kc, n);
      const addOldC = accumulate || k > 0;
      const isLast = k + kc == depth;
      for (let i = 0; i < rows; i += BLOCK_ROWS) {
        const m = min(BLOCK_ROWS, rows - i);
        packA(packedA, a + <usize>i * aRow + <usize>k * aColumn, aRow, aColumn, m, kc);
        const place = <usize>i * cRow + column;
        const start = addOldC ? c + place : bias ? bias + column : 0;
        multiplyBlock(m, n, kc, packedA, packedB, c + place, cRow, start, addOldC ? cRow : 0, edge);
        if (isLast && (residual | activated)) {
          finishBlock(m, n, c + place, cRow, residual ? residual + place : 0, activated ? activated + place : 0);
        }
      }
    }
  }
}

/** Sums of nothing: only the bias and what follows. */
function emptyProduct(
  rows: i32,
  columns: i32,
  c: usize,
  cRow: usize,
  bias: usize,
  accumulate: bool,
  residual: usize,
  activated: usize,
): void {
  const bytes = <usize>columns << 2;
  for (let i = 0; i < rows && !accumulate; i++) {
    if (bias) memory.copy(c + <usize>i * cRow, bias, bytes);
    else memory.fill(c + <usize>i * cRow, 0, bytes);
  }
  if (residual | activated) finishBlock(rows, columns, c, cRow, residual, activated);
}

/** One packed block of A times one packed block of B, tile by tile. */
function multiplyBlock(
  m: i32,
  n: i32,
  depth: i32,
  packedA: usize,
  packedB: usize,
  c: usize,
  cRow: usize,
  start: usize,
  startRow: usize,
  edge: usize,
): void {
  for (let j = 0; j < n; j += TILE_COLUMNS) {
    const b = packedB + (<usize>(j * depth) << 2);
    for (let i = 0; i < m; i += TILE_ROWS) {
      const a = packedA + (<usize>(i * depth) << 2);
      const to = c + <usize>i * cRow + (<usize>j << 2);
      const from = start ? start + <usize>i * startRow + (<usize>j << 2) : 0;
      if (m - i >= TILE_ROWS && n - j >= TILE_COLUMNS) {
        tile(depth, a, b, to, cRow, from, startRow);
      } else {
        tile(depth, a, b, edge, <usize>TILE_COLUMNS << 2, 0, 0);
        copyEdge(min(m - i, TILE_ROWS), min(n - j, TILE_COLUMNS), edge, to, cRow, from, startRow);
      }
    }
  }
}

// @ts-ignore: AssemblyScript decorator
@inline
function tile(depth: i32, a: usize, b: usize, c: usize, cRow: usize, start: usize, startRow: usize): void {
  if (TILE_ROWS == 6) tile6x8(depth, a, b, c, cRow, start, startRow);
  else tile4x8(depth, a, b, c, cRow, start, startRow);
}

/** Copies the part of a tile that lies inside C. */
function copyEdge(m: i32, n: i32, edge: usize, c: usize, cRow: usize, start: usize, startRow: usize): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const at = <usize>j << 2;
      const value = f32.load(edge + (<usize>(i * TILE_COLUMNS) << 2) + at);
      f32.store(c + at, start ? value + f32.load(start + at) : value);
    }
    c += cRow;
    if (start) start += startRow;
  }
}
