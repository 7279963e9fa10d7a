/**
 * What the attention shaders share: tiles of 32 queries by 32 keys, 64 threads with 4×4 scores each, and where a head's
 * rows lie, so that split heads [B, H, T, D] and packed rows [B, T, 3C] are one code.
 *
 * Workgroup memory holds three tiles of vec4, padded to 9 per row against bank conflicts: LEFT and RIGHT, the factors
 * of the product at hand, and WEIGHTS, the attention weights or their gradient; then one vec4 per thread for sums.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';

export const TILE = 32;
export const TILE_THREADS = 64;
const STRIDE = 9;
const LEFT = 0;
const RIGHT = TILE * STRIDE;
const WEIGHTS = 2 * TILE * STRIDE;
const SUMS = 3 * TILE * STRIDE;
export const TILE_WORDS = SUMS + TILE_THREADS;

/** Sizes, and how many elements apart neighbours are, of the inputs (q, k, v and their gradients) and of the output. */
export interface Layout {
  B: number;
  H: number;
  T: number;
  D: number;
  /** Elements between batches, heads and tokens. */
  strides: { in: [number, number, number]; out: [number, number, number] };
  /** Where k and v begin in their tensors. */
  kStart: number;
  vStart: number;
}

/** Layout of q, k, v [B, H, T, D]. */
export function splitLayout(q: TensorInfo): Layout {
  const [B = 0, H = 0, T = 0, D = 1] = q.shape;
  const strides: [number, number, number] = [H * T * D, T * D, D];
  return { B, H, T, D, strides: { in: strides, out: strides }, kStart: 0, vStart: 0 };
}

/** Layout of qkv [B, T, 3C] and output [B, T, C]. */
export function packedLayout(qkv: TensorInfo, H: number): Layout {
  const [B = 0, T = 0, width = 0] = qkv.shape;
  const C = width / 3;
  const D = C / H;
  return { B, H, T, D, strides: { in: [T * width, D, width], out: [T * C, D, C] }, kStart: C, vStart: 2 * C };
}

/** Uniforms of a layout, by the names the shaders use. */
export function layoutIntegers({ H, T, D, strides, kStart, vStart }: Layout): Record<string, number> {
  const [inB, inH, inT] = strides.in;
  const [outB, outH, outT] = strides.out;
  return { H, T, D, inB, inH, inT, outB, outH, outT, kStart, vStart };
}

/** WGSL written out for rows 0…3 of a thread, or for chunks of 32 dimensions. */
export function each(count: number, code: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => code(index)).join('\n');
}

/** Loads `rows` (WGSL: at(row, d) → f32) of dimensions `chunk`…+31 as [d][row], ready to be multiplied over d. */
function loadAcross(place: number, at: string, chunk: string): string {
  return /* wgsl */ `
    for (var e = lane; e < ${TILE * 8}; e += ${TILE_THREADS}) {
      let d = e % ${TILE}; let four = e / ${TILE}; let dimension = ${chunk} + d;
      var rows = vec4<f32>();
      for (var i = 0; i < 4; i++) { rows[i] = ${at}(4 * four + i, dimension); }
      shared4[${place} + d * ${STRIDE} + four] = rows;
    }`;
}

/** scores += left·rightᵀ over all dimensions; `left` and `right` are WGSL functions (row of the tile, dimension) → f32. */
export function scoreCode(scores: string, left: string, right: string): string {
  return /* wgsl */ `
    for (var chunk = 0; chunk < $D; chunk += ${TILE}) {
      workgroupBarrier();
      ${loadAcross(LEFT, left, 'chunk')}
      ${loadAcross(RIGHT, right, 'chunk')}
      workgroupBarrier();
      let count = min(${TILE}, $D - chunk);
      for (var d = 0; d < count; d++) {
        let one = shared4[${LEFT} + d * ${STRIDE} + ty];
        let other = shared4[${RIGHT} + d * ${STRIDE} + tx];
        ${each(4, (row) => `${scores}${row} = fma(vec4<f32>(one[${row}]), other, ${scores}${row});`)}
      }
    }`;
}

/** `${result}row_chunk` += Σ over the 32 rows of WEIGHTS[row][own four]·source(row, dimension). */
export function accumulateCode(result: string, chunks: number, source: string): string {
  return each(
    chunks,
    (chunk) => /* wgsl */ `
    workgroupBarrier();
    for (var e = lane; e < ${TILE * 8}; e += ${TILE_THREADS}) {
      let four = e % 8; let row = e / 8; let dimension = ${chunk * TILE} + 4 * four;
      var columns = vec4<f32>();
      for (var i = 0; i < 4; i++) { columns[i] = ${source}(row, dimension + i); }
      shared4[${RIGHT} + row * ${STRIDE} + four] = columns;
    }
    workgroupBarrier();
    for (var row = 0; row < ${TILE}; row++) {
      let one = shared4[${WEIGHTS} + row * ${STRIDE} + ty];
      let other = shared4[${RIGHT} + row * ${STRIDE} + tx];
      ${each(4, (own) => `${result}${own}_${chunk} = fma(vec4<f32>(one[${own}]), other, ${result}${own}_${chunk});`)}
    }`,
  );
}

/** Declares the sums of `accumulateCode`. */
export function declareSums(result: string, chunks: number): string {
  return each(4, (row) => each(chunks, (chunk) => `var ${result}${row}_${chunk} = vec4<f32>();`));
}

/**
 * Writes `${result}` through the WGSL function store(row of the tile, dimension, value). It passes through workgroup
 * memory, so that neighbouring threads write neighbouring addresses.
 */
export function storeCode(result: string, chunks: number, store: string): string {
  return each(
    chunks,
    (chunk) => /* wgsl */ `
    workgroupBarrier();
    ${each(4, (row) => `shared4[(4 * ty + ${row}) * 8 + tx] = ${result}${row}_${chunk};`)}
    workgroupBarrier();
    for (var e = lane; e < ${TILE * TILE}; e += ${TILE_THREADS}) {
      ${store}(e / ${TILE}, ${chunk * TILE} + e % ${TILE}, shared4[e / 4][e % 4]);
    }`,
  );
}

/** Puts `weights`0…3 into the tile as [key][query] (`byKey`) or [query][key]. */
export function placeWeights(weights: string, byKey: boolean): string {
  return byKey
    ? each(
        4,
        (i) =>
          `shared4[${WEIGHTS} + (4 * tx + ${i}) * ${STRIDE} + ty] = vec4<f32>(${[0, 1, 2, 3].map((row) => `${weights}${row}[${i}]`).join(', ')});`,
      )
    : each(4, (row) => `shared4[${WEIGHTS} + (4 * ty + ${row}) * ${STRIDE} + tx] = ${weights}${row};`);
}

/** `name` becomes the sum (or `join`) of itself over the 8 threads that share a row. */
export function overRow(name: string, join: (a: string, b: string) => string = (a, b) => `${a} + ${b}`): string {
  return /* wgsl */ `
    workgroupBarrier();
    shared4[${SUMS} + lane] = ${name};
    workgroupBarrier();
    ${name} = shared4[${SUMS} + 8 * ty];
    for (var other = 1; other < 8; other++) { ${name} = ${join(name, `shared4[${SUMS} + 8 * ty + other]`)}; }`;
}
