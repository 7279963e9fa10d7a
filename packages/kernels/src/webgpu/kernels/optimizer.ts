/**
 * The optimizer on WebGPU: norm, clipping and AdamW of all parameters, a dispatch each however many tensors there are,
 * because gradients share a buffer, and so do parameters and moments from the first step on. Nothing is read back.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { AdamWAttributes } from '../../ops/adam-w.ts';
import { NORM_EPSILON } from '../../ops/global-norm.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { type Gathered, makeView, withGathered } from '../core/gather.ts';
import { run } from '../core/queue.ts';
import { createSlab } from '../core/slab.ts';
import type { Slab, Slice } from '../core/slice.ts';
import { moveIntoSlots, slotOffsets } from '../core/slots.ts';
import { countPieces, runPieces } from './pieces.ts';
import { GROUP_THREADS } from './reduce.ts';

/** Sums of squares per buffer, added up again by every workgroup that needs the norm. */
const MAX_PARTS = 256;

export function optimizerKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxGlobalNorm: (inputs) => {
      const y = backend.makeTensorInfo([], 'float32');
      withGathered(backend, Object.values(inputs), [], (groups) =>
        withParts(backend, groups, (parts) => writeNorm(backend, parts, y)),
      );
      return [y];
    },
    GlassboxClipByGlobalNorm: (inputs, { maxNorm }: { maxNorm: number }) =>
      clip(backend, Object.values(inputs), maxNorm),
    GlassboxAdamW: (inputs, attributes: AdamWAttributes) => {
      const listOf = (kind: string) =>
        Array.from({ length: attributes.count }, (_, i) => inputs[`${kind}${i}`] as TensorInfo);
      const [p, g, m, v] = [listOf('p'), listOf('g'), listOf('m'), listOf('v')];
      return runsThatFit(backend, p).flatMap(([from, to]) => {
        const part = <T>(list: T[]) => list.slice(from, to);
        const weightDecay = part(attributes.weightDecay);
        return adamW(backend, { p: part(p), g: part(g), m: part(m), v: part(v) }, { ...attributes, weightDecay });
      });
    },
  };
}

/** Cuts a list of tensors into runs, each as long as one binding can hold. */
function runsThatFit(backend: WebgpuBackend, tensors: TensorInfo[]): [number, number][] {
  const { maxStorageBufferBindingSize, maxBufferSize } = backend.device.limits;
  const limit = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  const offsets = slotOffsets(tensors);
  const runs: [number, number][] = [];
  for (let from = 0; from < tensors.length; ) {
    const start = offsets[from] ?? 0;
    let to = from + 1;
    while (to < tensors.length && (offsets[to + 1] ?? 0) - start <= limit) to++;
    runs.push([from, to]);
    from = to;
  }
  return runs;
}

/** `sum` of each thread added up in shared4[0].x. */
const SUM_OVER_GROUP = /* wgsl */ `
  shared4[lane].x = sum;
  workgroupBarrier();
  for (var half = ${GROUP_THREADS / 2}; half > 0; half = half >> 1) {
    if (lane < half) { shared4[lane].x += shared4[lane + half].x; }
    workgroupBarrier();
  }`;

/** `$norm(lane)`: the root of the sum of all parts, known to all threads. */
const NORM = /* wgsl */ `
  fn $norm(lane : i32) -> f32 {
    var sum = 0.0;
    for (var i = lane; i < $partCount; i += ${GROUP_THREADS}) { sum += $parts[i]; }
    ${SUM_OVER_GROUP}
    return sqrt(shared4[0].x);
  }`;

/** Sums of squares of all tensors, up to MAX_PARTS per buffer, for the time of `use`. */
function withParts(backend: WebgpuBackend, groups: Gathered[], use: (parts: TensorInfo) => void): void {
  const counts = groups.map(({ members }) => Math.min(MAX_PARTS, countPieces(members)));
  const parts = backend.makeTensorInfo([counts.reduce((sum, count) => sum + count, 0)], 'float32');
  let start = 0;
  groups.forEach(({ view, members }, i) => {
    const count = counts[i] ?? 0;
    runPieces(backend, {
      name: 'sumsOfSquares',
      inputs: { x: view },
      outputs: { parts },
      integers: { start },
      rows: members.map(({ offset, size }) => ({ size, first: offset })),
      groups: count,
      before: 'var sum = 0.0;',
      body: 'let x = $x[first + at]; sum += x * x;',
      after: `${SUM_OVER_GROUP} if (lane == 0) { $parts[$start + group] = shared4[0].x; }`,
    });
    start += count;
  });
  use(parts);
  backend.disposeData(parts.dataId);
}

function writeNorm(backend: WebgpuBackend, parts: TensorInfo, y: TensorInfo): void {
  run(backend, {
    name: 'norm',
    inputs: { parts },
    outputs: { y },
    integers: { partCount: sizeOf(parts.shape) },
    groups: 1,
    groupSize: GROUP_THREADS,
    sharedWords: GROUP_THREADS,
    code: `${NORM} fn $run(group : i32, lane : i32) { let norm = $norm(lane); if (lane == 0) { $y[0] = norm; } }`,
  });
}

/** [norm, ...clipped]. The clipped tensors share buffers, so that AdamW reads them as one. */
function clip(backend: WebgpuBackend, tensors: TensorInfo[], maxNorm: number): TensorInfo[] {
  const norm = backend.makeTensorInfo([], 'float32');
  const clipped = tensors.map(({ shape }) => backend.makeTensorInfo(shape, 'float32'));
  const slices = takeTogether(backend, clipped);
  withGathered(backend, tensors, [], (groups) =>
    withParts(backend, groups, (parts) => {
      if (groups.length === 0) return writeNorm(backend, parts, norm);
      for (const { view, members } of groups) {
        for (const slab of new Set(members.map(({ index }) => slices[index]?.slab as Slab))) {
          const rows = members
            .filter(({ index }) => slices[index]?.slab === slab)
            .map(({ index, offset, size }) => ({ size, first: offset, second: (slices[index]?.offset ?? 0) / 4 }));
          clipInto(backend, { view, rows, parts, norm, target: slab.buffer, maxNorm });
        }
      }
    }),
  );
  return [norm, ...clipped];
}

interface ClipInto {
  view: TensorInfo;
  rows: { size: number; first: number; second: number }[];
  parts: TensorInfo;
  norm: TensorInfo;
  target: GPUBuffer;
  maxNorm: number;
}

function clipInto(backend: WebgpuBackend, { view, rows, parts, norm, target, maxNorm }: ClipInto): void {
  const y = makeView(backend, target);
  runPieces(backend, {
    name: 'clip',
    inputs: { x: view, parts },
    outputs: { y, length: norm },
    integers: { partCount: sizeOf(parts.shape) },
    floats: { maxNorm, epsilon: NORM_EPSILON },
    rows,
    helpers: NORM,
    before: /* wgsl */ `
      let norm = $norm(lane);
      let shrink = $maxNorm / (norm + $epsilon);
      let factor = select(shrink, 1.0, shrink > 1.0); // unlike min, this keeps NaN
      if (group == 0 && lane == 0) { $length[0] = norm; }`,
    body: '$y[second + at] = $x[first + at] * factor;',
  });
  backend.disposeData(y.dataId);
}

/** Gives `tensors` places in as few new buffers as bindings allow; the last tensor to go frees each. */
function takeTogether(backend: WebgpuBackend, tensors: TensorInfo[]): (Slice | undefined)[] {
  const offsets = slotOffsets(tensors);
  return runsThatFit(backend, tensors).flatMap(([from, to]) => {
    const part = tensors.slice(from, to);
    if (part.every(({ shape }) => sizeOf(shape) === 0)) return part.map(() => undefined);
    const slab = createSlab(backend, (offsets[to] ?? 0) - (offsets[from] ?? 0), () => undefined);
    return part.map(({ dataId, shape }) => {
      const size = 4 * sizeOf(shape);
      const slice = size > 0 ? slab.take(size) : undefined;
      if (slice) backend.tensorMap.get(dataId).resource = slice;
      return slice;
    });
  });
}

/** New handles [p, m, v] of every parameter; the old ones lose their data (the op assigns the new). */
function adamW(
  backend: WebgpuBackend,
  { p, g, m, v }: Record<'p' | 'g' | 'm' | 'v', TensorInfo[]>,
  { beta1, beta2, learningRate, epsilon, correction1, correction2, weightDecay }: AdamWAttributes,
): TensorInfo[] {
  const kinds = [p, m, v].map((tensors) => moveIntoSlots(backend, tensors)) as [Moved, Moved, Moved];
  const offsets = slotOffsets(p);
  const avoid = kinds.map(({ buffer }) => buffer);
  withGathered(backend, g, avoid, (groups) => {
    for (const { view, members } of groups) {
      const [parameters, first, second] = avoid.map((buffer) => makeView(backend, buffer)) as [
        TensorInfo,
        TensorInfo,
        TensorInfo,
      ];
      runPieces(backend, {
        name: 'adamW',
        inputs: { g: view },
        outputs: { p: parameters, m: first, v: second },
        floats: {
          beta1,
          share1: 1 - beta1,
          beta2,
          share2: 1 - beta2,
          rate: learningRate / correction1,
          inverseCorrection2: 1 / correction2,
          epsilon,
        },
        rows: members.map(({ index, offset, size }) => ({
          size,
          first: offset,
          second: (offsets[index] ?? 0) / 4,
          value: 1 - learningRate * (weightDecay[index] ?? 0),
        })),
        body: /* wgsl */ `
          let i = second + at;
          let gradient = $g[first + at];
          let m = $m[i] * $beta1 + gradient * $share1;
          let v = $v[i] * $beta2 + gradient * gradient * $share2;
          $m[i] = m;
          $v[i] = v;
          $p[i] = $p[i] * value - $rate * m / (sqrt(v * $inverseCorrection2) + $epsilon);`,
      });
      for (const { dataId } of [parameters, first, second]) backend.disposeData(dataId);
    }
  });
  return p.flatMap((_, i) => kinds.map(({ moved }) => moved[i] as TensorInfo));
}

type Moved = ReturnType<typeof moveIntoSlots>;
