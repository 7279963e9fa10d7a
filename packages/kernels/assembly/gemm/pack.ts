/**
 * Packing: copies a block of A into panels of TILE_ROWS rows and a block of B into panels of TILE_COLUMNS columns, so
 * that the tile reads both from front to back. Here the four transpose forms become one. Missing rows and columns of
 * the last panel are zeros. Strides are in bytes.
 */

/** Rows of C per tile: 6 with fused multiply-add, else 4 (see the tiles). */
// @ts-ignore: AssemblyScript decorator
@inline
export const TILE_ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
/** Columns of C per tile: two vectors. */
// @ts-ignore: AssemblyScript decorator
@inline
export const TILE_COLUMNS: i32 = 8;

/** Packs A[rows × depth] into panels [depth × TILE_ROWS]. */
export function packA(to: usize, a: usize, rowStride: usize, columnStride: usize, rows: i32, depth: i32): void {
  for (let i = 0; i < rows; i += TILE_ROWS) {
    const panel = to + (<usize>(i * depth) << 2);
    const from = a + <usize>i * rowStride;
    const full = rows - i >= TILE_ROWS;
    if (full && columnStride == 4) packRowsOfA(panel, from, rowStride, depth);
    else if (full && rowStride == 4) packColumnsOfA(panel, from, columnStride, depth);
    else packEdge(panel, from, rowStride, columnStride, min(TILE_ROWS, rows - i), TILE_ROWS, depth);
  }
}

/** Packs B[depth × columns] into panels [depth × TILE_COLUMNS]. */
export function packB(to: usize, b: usize, rowStride: usize, columnStride: usize, depth: i32, columns: i32): void {
  for (let j = 0; j < columns; j += TILE_COLUMNS) {
    const panel = to + (<usize>(j * depth) << 2);
    const from = b + <usize>j * columnStride;
    const full = columns - j >= TILE_COLUMNS;
    if (full && columnStride == 4) packRowsOfB(panel, from, rowStride, depth);
    else if (full && rowStride == 4) packColumnsOfB(panel, from, columnStride, depth);
    else packEdge(panel, from, columnStride, rowStride, min(TILE_COLUMNS, columns - j), TILE_COLUMNS, depth);
  }
}

/** A panel that is narrower than the tile, or that no fast path fits: one float at a time. */
function packEdge(to: usize, from: usize, lane: usize, step: usize, lanes: i32, width: i32, depth: i32): void {
  for (let k = 0; k < depth; k++) {
    for (let i = 0; i < width; i++) {
      f32.store(to, i < lanes ? f32.load(from + <usize>i * lane) : 0);
      to += 4;
    }
    from += step;
  }
}

/** Rows are contiguous: transposes 4×4 blocks on the way. */
function packRowsOfA(to: usize, from: usize, rowStride: usize, depth: i32): void {
  const vectors = depth & ~3;
  for (let k = 0; k < vectors; k += 4) {
    transpose4(to, <usize>TILE_ROWS << 2, from, rowStride);
    if (TILE_ROWS == 6) {
      const row4 = v128.load(from + 4 * rowStride);
      const row5 = v128.load(from + 5 * rowStride);
      const low = v128.shuffle<f32>(row4, row5, 0, 4, 1, 5);
      const high = v128.shuffle<f32>(row4, row5, 2, 6, 3, 7);
      v128.store64_lane(to, low, 0, 16);
      v128.store64_lane(to, low, 1, 40);
      v128.store64_lane(to, high, 0, 64);
      v128.store64_lane(to, high, 1, 88);
    }
    to += <usize>TILE_ROWS << 4;
    from += 16;
  }
  packEdge(to, from, rowStride, 4, TILE_ROWS, TILE_ROWS, depth - vectors);
}

/** Columns are contiguous (A was given transposed): plain copies. */
function packColumnsOfA(to: usize, from: usize, columnStride: usize, depth: i32): void {
  for (let k = 0; k < depth; k++) {
    v128.store(to, v128.load(from));
    if (TILE_ROWS == 6) f64.store(to, f64.load(from, 16), 16);
    to += <usize>TILE_ROWS << 2;
    from += columnStride;
  }
}

function packRowsOfB(to: usize, from: usize, rowStride: usize, depth: i32): void {
  for (let k = 0; k < depth; k++) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    to += 32;
    from += rowStride;
  }
}

function packColumnsOfB(to: usize, from: usize, columnStride: usize, depth: i32): void {
  const vectors = depth & ~3;
  for (let k = 0; k < vectors; k += 4) {
    transpose4(to, 32, from, columnStride);
    transpose4(to + 16, 32, from + 4 * columnStride, columnStride);
    to += 128;
    from += 16;
  }
  packEdge(to, from, columnStride, 4, TILE_COLUMNS, TILE_COLUMNS, depth - vectors);
}

/** Writes the transpose of a 4×4 block. */
// @ts-ignore: AssemblyScript decorator
@inline
function transpose4(to: usize, toRow: usize, from: usize, fromRow: usize): void {
  const row0 = v128.load(from);
  const row1 = v128.load(from + fromRow);
  const row2 = v128.load(from + 2 * fromRow);
  const row3 = v128.load(from + 3 * fromRow);
  const low01 = v128.shuffle<f32>(row0, row1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(row2, row3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(row0, row1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(row2, row3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to + toRow, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(to + 2 * toRow, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(to + 3 * toRow, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}
