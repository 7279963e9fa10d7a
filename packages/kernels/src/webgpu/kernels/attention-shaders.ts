/**
 * The attention shaders: forward with a running maximum (online softmax), backward with the weights computed again from
 * the kept log-sum-exp. T×T is never stored. Each query tile, or key tile, is one workgroup; causal tiles skip what
 * lies in the future.
 *
 * Source: Dao et al. 2022, arXiv:2205.14135, algorithms 1 and 4; here Σ dy∘y is taken on the way instead of stored.
 */
import {
  accumulateCode,
  declareSums,
  each,
  overRow,
  placeWeights,
  scoreCode,
  storeCode,
  TILE,
} from './attention-tiles.ts';

/** What is compiled into a shader; sizes and whether it is causal (0 or 1) are uniforms. */
export interface AttentionShape {
  /** ⌈D/32⌉, since a thread's sums must be variables of their own. */
  chunks: number;
  hasMask: boolean;
  /** Keys and values before `past` come from a cache [B, S, C]; the queries' own follow them. */
  cached?: boolean;
}

/** Where this workgroup is. `rows` is how many tiles a head has. */
const place = (longestLast: boolean) => /* wgsl */ `
  let tiles = ($T + ${TILE - 1}) / ${TILE};
  let pair = group / tiles;
  let batch = pair / $H;
  let head = pair % $H;
  // Causal queries at the end see the most keys: their tiles start first. For keys it is the other way round.
  let first = select(group % tiles, tiles - 1 - group % tiles, $causal == 1 && ${longestLast}) * ${TILE};
  let ty = lane / 8;
  let tx = lane % 8;
  $inBase = batch * $inB + head * $inH;
  $outBase = batch * $outB + head * $outH;
  $rowBase = pair * $T;
  $batch = batch;
  $head = head;`;

/** Element d of a token's row; 0 outside, so that tiles may overhang. */
function reader(name: string, tensor: string, side: 'in' | 'out', first: string, start = '0'): string {
  return /* wgsl */ `
    fn $${name}(row : i32, d : i32) -> f32 {
      let token = ${first} + row;
      if (token >= $T || d >= $D) { return 0.0; }
      return $${tensor}[${start} + $${side}Base + token * $${side}T + d];
    }`;
}

function writer(name: string, tensor: string, side: 'in' | 'out', first: string, start = '0'): string {
  return /* wgsl */ `
    fn $${name}(row : i32, d : i32, value : f32) {
      let token = ${first} + row;
      if (token < $T && d < $D) { $${tensor}[${start} + $${side}Base + token * $${side}T + d] = value; }
    }`;
}

/** A cached key's element, or that of a new one: the latter is read where it came from, since the cache is just being written. */
function cacheReader(name: string, cache: string, tensor: string): string {
  return /* wgsl */ `
    fn $${name}(row : i32, d : i32) -> f32 {
      let token = $key + row;
      if (token >= $past + $T || d >= $D) { return 0.0; }
      if (token < $past) { return $${cache}[($batch * $S + token) * $outT + $head * $D + d]; }
      return $${tensor}[$${tensor}Start + $inBase + (token - $past) * $inT + d];
    }`;
}

const PRIVATES = /* wgsl */ `
  var<private> $inBase : i32;
  var<private> $outBase : i32;
  var<private> $rowBase : i32;
  var<private> $batch : i32;
  var<private> $head : i32;
  var<private> $query : i32;
  var<private> $key : i32;`;

function visibleCode({ hasMask, cached }: AttentionShape): string {
  const [past, keys] = cached ? ['$past', '$S'] : ['0', '$T'];
  return /* wgsl */ `
    fn $sees(query : i32, key : i32) -> bool {
      if (query >= $T || key >= ${past} + $T) { return false; }
      if ($causal == 1 && key > ${past} + query) { return false; }
      ${hasMask ? `return $mask[$batch * ${keys} + key] != 0;` : 'return true;'}
    }
    fn $visible(row : i32, tx : i32) -> vec4<bool> {
      let query = $query + row;
      let key = $key + 4 * tx;
      var four = vec4<bool>();
      for (var i = 0; i < 4; i++) { four[i] = $sees(query, key + i); }
      return four;
    }`;
}

/** y, and logSums for the backward pass, from q, k and v. */
export function forwardShader(shape: AttentionShape, { writesLogSums } = { writesLogSums: true }): string {
  const { chunks, cached } = shape;
  const past = cached ? '$past + ' : '';
  return /* wgsl */ `${PRIVATES}
    ${reader('readQ', 'q', 'in', '$query')}
    ${cached ? cacheReader('readK', 'keys', 'k') : reader('readK', 'k', 'in', '$key', '$kStart')}
    ${cached ? cacheReader('readV', 'values', 'v') : reader('readV', 'v', 'in', '$key', '$vStart')}
    ${writer('writeY', 'y', 'out', '$query')}
    ${visibleCode(shape)}
    fn $run(group : i32, lane : i32) {
      ${place(true)}
      $query = first;
      ${declareSums('y', chunks)}
      var top = vec4<f32>(-1e30);
      var total = vec4<f32>();
      let end = ${past}select($T, min($T, first + ${TILE}), $causal == 1);
      for (var start = 0; start < end; start += ${TILE}) {
        $key = start;
        ${each(4, (row) => `var s${row} = vec4<f32>();`)}
        ${scoreCode('s', '$readQ', '$readK')}
        ${each(4, (row) => `let visible${row} = $visible(4 * ty + ${row}, tx); s${row} = select(vec4<f32>(-1e30), s${row} * $scale, visible${row});`)}
        var highest = vec4<f32>(${[0, 1, 2, 3].map((row) => `max(max(s${row}.x, s${row}.y), max(s${row}.z, s${row}.w))`).join(', ')});
        ${overRow('highest', (a, b) => `max(${a}, ${b})`)}
        let newTop = max(top, highest);
        let shrink = exp(top - newTop);
        top = newTop;
        ${each(4, (row) => `s${row} = select(vec4<f32>(), exp(s${row} - newTop[${row}]), visible${row});`)}
        total = total * shrink + vec4<f32>(${[0, 1, 2, 3].map((row) => `dot(s${row}, vec4<f32>(1.0))`).join(', ')});
        ${each(4, (row) => each(chunks, (chunk) => `y${row}_${chunk} *= shrink[${row}];`))}
        ${placeWeights('s', true)}
        ${accumulateCode('y', chunks, '$readV')}
      }
      ${overRow('total')}
      let inverse = select(1.0 / total, vec4<f32>(), total == vec4<f32>());
      ${each(4, (row) => each(chunks, (chunk) => `y${row}_${chunk} *= inverse[${row}];`))}
      ${storeCode('y', chunks, '$writeY')}
      ${writesLogSums ? STORE_LOG_SUMS : ''}
    }`;
}

const STORE_LOG_SUMS = /* wgsl */ `
  if (tx == 0) {
    let logSums = select(top + log(total), vec4<f32>(-1e30), total == vec4<f32>());
    ${each(4, (row) => `if (first + 4 * ty + ${row} < $T) { $logSums[$rowBase + first + 4 * ty + ${row}] = logSums[${row}]; }`)}
  }`;

/** S = q·kᵀ and dP = dy·vᵀ from the tiles at $query and $key, by the same code; leaves weights p0…p3 and score gradients s0…s3. */
function gradientScores(): string {
  return /* wgsl */ `
    ${each(4, (row) => `var p${row} = vec4<f32>(); var s${row} = vec4<f32>();`)}
    for (var product = 0; product < 2; product++) {
      $product = product;
      ${each(4, (row) => `p${row} = s${row}; s${row} = vec4<f32>();`)}
      ${scoreCode('s', '$readLeft', '$readRight')}
    }
    ${each(
      4,
      (row) =>
        `p${row} = select(vec4<f32>(), exp(p${row} * $scale - logSums[${row}]), $visible(4 * ty + ${row}, tx)); s${row} = p${row} * (s${row} - corrections[${row}]) * $scale;`,
    )}`;
}

/** The log-sums of this thread's four queries, and their Σ dy∘y, each of the 8 threads of a row adding every eighth dimension. */
function rowStatistics(): string {
  return /* wgsl */ `
    var logSums = vec4<f32>();
    var corrections = vec4<f32>();
    for (var i = 0; i < 4; i++) {
      let row = 4 * ty + i;
      if ($query + row < $T) { logSums[i] = $logSums[$rowBase + $query + row]; }
      for (var d = tx; d < $D; d += 8) { corrections[i] += $readDy(row, d) * $readY(row, d); }
    }
    ${overRow('corrections')}`;
}

function gradientReaders(shape: AttentionShape): string {
  return /* wgsl */ `${PRIVATES}
    ${reader('readQ', 'q', 'in', '$query')}
    ${reader('readK', 'k', 'in', '$key', '$kStart')}
    ${reader('readV', 'v', 'in', '$key', '$vStart')}
    ${reader('readDy', 'dy', 'out', '$query')}
    ${reader('readY', 'y', 'out', '$query')}
    var<private> $product : i32;
    fn $readLeft(row : i32, d : i32) -> f32 { if ($product == 0) { return $readQ(row, d); } return $readDy(row, d); }
    fn $readRight(row : i32, d : i32) -> f32 { if ($product == 0) { return $readK(row, d); } return $readV(row, d); }
    ${visibleCode(shape)}`;
}

/** dq, one workgroup per query tile: dq = Σ over keys of dS·k */
export function queryGradShader(shape: AttentionShape): string {
  const { chunks } = shape;
  return /* wgsl */ `${gradientReaders(shape)}
    ${writer('writeDq', 'dq', 'in', '$query')}
    fn $run(group : i32, lane : i32) {
      ${place(true)}
      $query = first;
      ${rowStatistics()}
      ${declareSums('sum', chunks)}
      let end = select($T, min($T, first + ${TILE}), $causal == 1);
      for (var start = 0; start < end; start += ${TILE}) {
        $key = start;
        ${gradientScores()}
        ${placeWeights('s', true)}
        ${accumulateCode('sum', chunks, '$readK')}
      }
      ${storeCode('sum', chunks, '$writeDq')}
    }`;
}

/** dk = Σ over queries of dS·q and dv = Σ of P·dy, one workgroup per key tile; either may be left out. */
export function keyGradShader(shape: AttentionShape, wants: { dk: boolean; dv: boolean }): string {
  const { chunks } = shape;
  return /* wgsl */ `${gradientReaders(shape)}
    ${wants.dk ? writer('writeDk', 'dk', 'in', '$key', '$kStart') : ''}
    ${wants.dv ? writer('writeDv', 'dv', 'in', '$key', '$vStart') : ''}
    fn $run(group : i32, lane : i32) {
      ${place(false)}
      $key = first;
      ${wants.dk ? declareSums('dk', chunks) : ''}
      ${wants.dv ? declareSums('dv', chunks) : ''}
      for (var start = select(0, first, $causal == 1); start < $T; start += ${TILE}) {
        $query = start;
        ${rowStatistics()}
        ${gradientScores()}
        ${wants.dv ? placeWeights('p', false) + accumulateCode('dv', chunks, '$readDy') : ''}
        ${wants.dk ? `workgroupBarrier(); ${placeWeights('s', false)} ${accumulateCode('dk', chunks, '$readQ')}` : ''}
      }
      ${wants.dk ? storeCode('dk', chunks, '$writeDk') : ''}
      ${wants.dv ? storeCode('dv', chunks, '$writeDv') : ''}
    }`;
}
