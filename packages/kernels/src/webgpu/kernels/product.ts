/**
 * The matrix product y = op(a)·op(b) as a tiled shader. 256 threads make a tile of 64×64, or of 32×32 with the inner
 * dimension cut in four and added up at the end: so a weight's gradient, small but summed over thousands of rows,
 * still fills a GPU. Every thread holds 4×4 results; both operands pass through workgroup memory as vec4, padded so
 * that neither loading nor reading meets a bank conflict.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Work } from '../core/work.ts';
import { GELU } from './gelu.ts';

/** One factor. It is read as its transpose if `transposed`, and multiplied by gelu′(preActivation) if there is one. */
export interface Operand {
  tensor: TensorInfo;
  transposed: boolean;
  preActivation?: TensorInfo | undefined;
  /** Of an int8 weight as `b`: four columns per word, times one scale per column. */
  scales?: TensorInfo | undefined;
}

export interface Product {
  a: Operand;
  b: Operand;
  batch: number;
  M: number;
  N: number;
  K: number;
  y: TensorInfo;
  /** Added to every row before the activation, [N]. */
  bias?: TensorInfo | undefined;
  /** Whether GELU is applied after the bias; `preActivation` gets what went into it. */
  gelu?: boolean | undefined;
  preActivation?: TensorInfo | undefined;
  /** Added last; of the shape of y. */
  residual?: TensorInfo | undefined;
  /** Gets Σ over k of op(a)[m, k] for every m, or of op(b)[k, n] for every n. For batch 1 only. */
  sums?: { of: 'a' | 'b'; output: TensorInfo } | undefined;
}

const THREADS = 256;
/** Below this number of 64×64 tiles a GPU of the usual size would stand half idle. */
const ENOUGH_TILES = 128;

/** Returns the work that computes `product`. */
export function productWork(product: Product): Work {
  const { a, b, batch, M, N, K, y, bias, gelu, preActivation, residual, sums } = product;
  const tiles = (tile: number) => batch * Math.ceil(M / tile) * Math.ceil(N / tile);
  const tile = tiles(64) >= ENOUGH_TILES ? 64 : 32;
  // A row of tiles is needed for the sums even if y is empty.
  const tilesM = Math.max(Math.ceil(M / tile), sums ? 1 : 0);
  const tilesN = Math.max(Math.ceil(N / tile), sums ? 1 : 0);
  const optional = { bias, residual, preA: a.preActivation, preB: b.preActivation, scales: b.scales };
  const present = Object.entries(optional).filter(([, tensor]) => tensor) as [string, TensorInfo][];
  const written = { y, preActivation, sums: sums?.output };
  const outputs = Object.entries(written).filter(([, tensor]) => tensor) as [string, TensorInfo][];
  const has = new Set([...present, ...outputs].map(([name]) => name));
  if (gelu) has.add('gelu');
  const code = productCode({ a, b, tile, has, sumOf: sums?.of });
  return {
    name: `product${tile} ${a.transposed ? 'T' : 'N'}${b.transposed ? 'T' : 'N'} ${[...has]} ${sums?.of ?? ''}`,
    inputs: { a: a.tensor, b: b.tensor, ...Object.fromEntries(present) },
    outputs: Object.fromEntries(outputs),
    integers: { M, N, K, tilesM, tilesN },
    groups: batch * tilesM * tilesN,
    groupSize: THREADS,
    sharedWords: code.words,
    code: code.wgsl,
  };
}

interface Shape {
  a: Operand;
  b: Operand;
  tile: number;
  has: Set<string>;
  sumOf: 'a' | 'b' | undefined;
}

function productCode({ a, b, tile, has, sumOf }: Shape): { wgsl: string; words: number } {
  const lanes = tile / 4;
  const slices = THREADS / lanes ** 2;
  const step = slices === 1 ? 16 : 8;
  const depth = step * slices;
  const stride = lanes + 1;
  const wgsl = /* wgsl */ `
    ${has.has('preA') || has.has('preB') || has.has('gelu') ? GELU : ''}
    ${readCode('A', a.transposed, has.has('preA'))}
    ${has.has('scales') ? READ_INT8 : readCode('B', b.transposed, has.has('preB'))}
    fn $store(batch : i32, m : i32, n : i32, product : f32) {
      if (m >= $M || n >= $N) { return; }
      let i = (batch * $M + m) * $N + n;
      var value = product;
      ${has.has('bias') ? 'value += $bias[n];' : ''}
      ${has.has('preActivation') ? '$preActivation[i] = value;' : ''}
      ${has.has('gelu') ? 'value = value * $gate(value);' : ''}
      ${has.has('residual') ? 'value += $residual[i];' : ''}
      $y[i] = value;
    }
    fn $run(group : i32, lane : i32) {
      let tilesOfBatch = $tilesM * $tilesN;
      let batch = group / tilesOfBatch;
      let tileM = (group % tilesOfBatch) / $tilesN;
      let tileN = group % $tilesN;
      let slice = lane / ${lanes ** 2};
      let ty = (lane % ${lanes ** 2}) / ${lanes};
      let tx = lane % ${lanes};
      ${each((row) => `var acc${row} = vec4<f32>();`)}
      ${sumOf ? 'var total = vec4<f32>();' : ''}
      for (var start = 0; start < $K; start += ${depth}) {
        for (var e = lane; e < ${depth * lanes}; e += ${THREADS}) {
          ${placeCode(!a.transposed, depth, lanes)}
          shared4[k * ${stride} + four] = $readA4(batch * $M * $K, start + k, tileM * ${tile} + 4 * four);
        }
        for (var e = lane; e < ${depth * lanes}; e += ${THREADS}) {
          ${placeCode(b.transposed, depth, lanes)}
          shared4[${depth * stride} + k * ${stride} + four] = $readB4(batch * $N * $K, start + k, tileN * ${tile} + 4 * four);
        }
        workgroupBarrier();
        for (var k = slice * ${step}; k < slice * ${step} + ${step}; k++) {
          let left = shared4[k * ${stride} + ty];
          let right = shared4[${depth * stride} + k * ${stride} + tx];
          ${each((row) => `acc${row} = fma(vec4<f32>(left[${row}]), right, acc${row});`)}
        }
        ${sumOf ? sumCode(sumOf, { lanes, depth, stride }) : ''}
        workgroupBarrier();
      }
      ${slices === 1 ? '' : addSlicesCode(slices, lanes)}
      ${sumOf ? storeSumsCode(sumOf, tile, lanes) : ''}
      ${storeCode(tile, lanes)}
    }`;
  return { wgsl, words: 2 * depth * stride };
}

/** WGSL for rows or columns 0…3, written out: an index known when compiling keeps the results in registers. */
function each(code: (index: number) => string): string {
  return [0, 1, 2, 3].map(code).join('\n');
}

/** `$readA4(base, k, m)`: op(a)[m…m+3, k]; likewise `$readB4(base, k, n)`: op(b)[k, n…n+3]. Zero outside. */
function readCode(side: 'A' | 'B', transposed: boolean, throughGelu: boolean): string {
  const [name, size] = side === 'A' ? ['a', '$M'] : ['b', '$N'];
  const rowsFirst = side === 'A' ? !transposed : transposed;
  const index = rowsFirst ? 'base + at * $K + k' : `base + k * ${size} + at`;
  return /* wgsl */ `
    fn $read${side}(base : i32, k : i32, at : i32) -> f32 {
      if (k >= $K || at >= ${size}) { return 0.0; }
      let i = ${index};
      return $${name}[i]${throughGelu ? ` * $geluSlope($pre${side}[i])` : ''};
    }
    fn $read${side}4(base : i32, k : i32, at : i32) -> vec4<f32> {
      var four = vec4<f32>();
      for (var i = 0; i < 4; i++) { four[i] = $read${side}(base, k, at + i); }
      return four;
    }`;
}

/** Four columns of an int8 weight [K, ⌈N/4⌉] at once: sign-extended bytes, the first in the low one. */
const READ_INT8 = /* wgsl */ `
  fn $readB4(base : i32, k : i32, at : i32) -> vec4<f32> {
    if (k >= $K || at >= $N) { return vec4<f32>(); }
    let word = $b[k * (($N + 3) / 4) + at / 4];
    let levels = vec4<i32>(word << 24u, word << 16u, word << 8u, word) >> vec4<u32>(24u);
    let last = $N - 1;
    let scales = vec4<f32>(
      $scales[at], $scales[min(at + 1, last)], $scales[min(at + 2, last)], $scales[min(at + 3, last)]);
    return vec4<f32>(levels) * scales;
  }`;

/** Neighbouring threads read neighbouring addresses: along k if rows are contiguous in it, else along the tile. */
function placeCode(contiguousInK: boolean, depth: number, lanes: number): string {
  return contiguousInK
    ? `let k = e % ${depth}; let four = e / ${depth};`
    : `let k = e / ${lanes}; let four = e % ${lanes};`;
}

/** The first row of tiles adds up the tile of b it has loaded anyway (the first column that of a). */
function sumCode(of: 'a' | 'b', { lanes, depth, stride }: { lanes: number; depth: number; stride: number }): string {
  return /* wgsl */ `
    if (${of === 'b' ? 'tileM' : 'tileN'} == 0 && lane < ${lanes}) {
      for (var k = 0; k < ${depth}; k++) { total += shared4[${of === 'b' ? depth * stride : 0} + k * ${stride} + lane]; }
    }`;
}

function storeSumsCode(of: 'a' | 'b', tile: number, lanes: number): string {
  const [other, own, size] = of === 'b' ? ['tileM', 'tileN', '$N'] : ['tileN', 'tileM', '$M'];
  return /* wgsl */ `
    if (${other} == 0 && lane < ${lanes}) {
      let at = ${own} * ${tile} + 4 * lane;
      ${each((i) => `if (at + ${i} < ${size}) { $sums[at + ${i}] = total[${i}]; }`)}
    }`;
}

/** Adds slices 1, 2, 3 to slice 0: always in this order, so the same bits. */
function addSlicesCode(slices: number, lanes: number): string {
  const place = (row: number) => `shared4[${row * lanes ** 2} + lane % ${lanes ** 2}]`;
  return /* wgsl */ `
    for (var other = 1; other < ${slices}; other++) {
      if (slice == other) { ${each((row) => `${place(row)} = acc${row};`)} }
      workgroupBarrier();
      if (slice == 0) { ${each((row) => `acc${row} += ${place(row)};`)} }
      workgroupBarrier();
    }`;
}

/** Results go through workgroup memory, 32 rows at a time, so that neighbouring threads write neighbouring addresses. */
function storeCode(tile: number, lanes: number): string {
  return /* wgsl */ `
    for (var first = 0; first < ${tile}; first += 32) {
      if (slice == 0 && 4 * ty >= first && 4 * ty < first + 32) {
        let at = (4 * ty - first) * ${lanes} + tx;
        ${each((row) => `shared4[at + ${row * lanes}] = acc${row};`)}
      }
      workgroupBarrier();
      for (var e = lane; e < ${32 * tile}; e += ${THREADS}) {
        $store(batch, tileM * ${tile} + first + e / ${tile}, tileN * ${tile} + e % ${tile}, shared4[e / 4][e % 4]);
      }
      workgroupBarrier();
    }`;
}
