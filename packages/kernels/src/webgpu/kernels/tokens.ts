/** WebGPU kernels on token ids: embedding rows and their gradient, cross-entropy, log-probabilities, and theirs. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type KernelTable, sizeOf } from '../../kernel-table.ts';
import type { WebgpuBackend } from '../core/backend.ts';
import { makeGradient } from '../core/pool.ts';
import { run, runSoon } from '../core/queue.ts';
import { uploadIntegers } from '../core/upload.ts';
import type { Work } from '../core/work.ts';
import { elementWork, GROUP_THREADS, ROW_LANES, rowWork } from './reduce.ts';

interface EmbeddingAttributes {
  tokenIds: Int32Array;
  vocabSize: number;
}

interface CrossEntropyAttributes {
  targets: Int32Array;
  count: number;
}

export function tokenKernels(backend: WebgpuBackend): KernelTable {
  return {
    GlassboxEmbedding: (inputs, { tokenIds }: EmbeddingAttributes) => {
      const { weight } = inputs as Record<'weight', TensorInfo>;
      const width = weight.shape[1] ?? 0;
      const y = backend.makeTensorInfo([tokenIds.length, width], 'float32');
      withIntegers(backend, tokenIds, (ids) => {
        const body = '$y[i] = $weight[$ids[i / $width] * $width + i % $width];';
        const integers = { width };
        const size = sizeOf(y.shape);
        runSoon(
          backend,
          elementWork({ name: 'embedding', inputs: { weight, ids }, outputs: { y }, size, integers, body }),
        );
      });
      return [y];
    },
    GlassboxEmbeddingGrad: (inputs, attributes: EmbeddingAttributes) => {
      const { dy } = inputs as Record<'dy', TensorInfo>;
      return embeddingGrad(backend, dy, attributes);
    },
    GlassboxCrossEntropy: (inputs, attributes: CrossEntropyAttributes) => {
      const { logits } = inputs as Record<'logits', TensorInfo>;
      return crossEntropy(backend, logits, attributes);
    },
    GlassboxCrossEntropyGrad: (inputs, { targets, count }: CrossEntropyAttributes) => {
      const { logits, logSums, dy } = inputs as Record<'logits' | 'logSums' | 'dy', TensorInfo>;
      const share = '$dy[0] / $count';
      return logitGradient(backend, { logits, logSums, dy }, targets, { name: 'crossEntropyGrad', share, count });
    },
    GlassboxLogProbs: (inputs, { tokenIds }: { tokenIds: Int32Array }) => {
      const { logits } = inputs as Record<'logits', TensorInfo>;
      const [rows = 0] = logits.shape;
      const logProbs = backend.makeTensorInfo([rows], 'float32');
      const logSums = backend.makeTensorInfo([rows], 'float32');
      withIntegers(backend, tokenIds, (ids) => {
        const body = '$logProbs[row] = $logits[start + $ids[row]] - logSum;';
        run(backend, logSumsWork('logProbs', { logits, ids }, { logProbs, logSums }, body));
      });
      return [logProbs, logSums];
    },
    GlassboxLogProbsGrad: (inputs, { tokenIds }: { tokenIds: Int32Array }) => {
      const { logits, logSums, dy } = inputs as Record<'logits' | 'logSums' | 'dy', TensorInfo>;
      const share = '-$dy[row]';
      return logitGradient(backend, { logits, logSums, dy }, tokenIds, { name: 'logProbsGrad', share, count: 1 });
    },
  };
}

/** Adds in the order of the tokens, without atomics: the ids are sorted here, so each weight knows its rows of dy. */
function embeddingGrad(
  backend: WebgpuBackend,
  dy: TensorInfo,
  { tokenIds, vocabSize }: EmbeddingAttributes,
): TensorInfo[] {
  const width = dy.shape[1] ?? 0;
  const dWeight = makeGradient(backend, [vocabSize, width]);
  withIntegers(backend, rowsByToken(tokenIds, vocabSize), (places) => {
    const work = elementWork({
      name: 'embeddingGrad',
      inputs: { dy, places },
      outputs: { dWeight },
      size: vocabSize * width,
      integers: { width },
      body: /* wgsl */ `
        let id = i / $width;
        var sum = 0.0;
        for (var n = $places[id]; n < $places[id + 1]; n++) { sum += $dy[$places[n] * $width + i % $width]; }
        $dWeight[i] = sum;`,
    });
    runSoon(backend, work);
  });
  return [dWeight];
}

/** [V + 1 + N]: for each token where its rows begin in this very list (and end, where the next begins), then the rows. */
function rowsByToken(tokenIds: Int32Array, vocabSize: number): Int32Array {
  const places = new Int32Array(vocabSize + 1 + tokenIds.length);
  for (const id of tokenIds) places[id + 1] = (places[id + 1] ?? 0) + 1;
  places[0] = vocabSize + 1;
  for (let id = 0; id < vocabSize; id++) places[id + 1] = (places[id + 1] ?? 0) + (places[id] ?? 0);
  const next = places.slice(0, vocabSize);
  tokenIds.forEach((id, row) => {
    const place = next[id] ?? 0;
    places[place] = row;
    next[id] = place + 1;
  });
  return places;
}

function crossEntropy(
  backend: WebgpuBackend,
  logits: TensorInfo,
  { targets, count }: CrossEntropyAttributes,
): TensorInfo[] {
  const [rows = 0, width = 0] = logits.shape;
  const loss = backend.makeTensorInfo([], 'float32');
  const logSums = backend.makeTensorInfo([rows], 'float32');
  run(backend, logSumsWork('crossEntropy', { logits }, { logSums }, ''));
  withIntegers(backend, targets, (labels) => {
    run(backend, {
      name: 'crossEntropyLoss',
      inputs: { logits, logSums, labels },
      outputs: { loss },
      integers: { rows, width },
      floats: { count },
      groups: 1,
      groupSize: GROUP_THREADS,
      sharedWords: GROUP_THREADS,
      code: /* wgsl */ `
        fn $run(group : i32, lane : i32) {
          var nats = 0.0;
          for (var row = lane; row < $rows; row += ${GROUP_THREADS}) {
            let label = $labels[row];
            if (label >= 0) { nats += $logSums[row] - $logits[row * $width + label]; }
          }
          shared4[lane].x = nats;
          workgroupBarrier();
          for (var half = ${GROUP_THREADS / 2}; half > 0; half = half >> 1) {
            if (lane < half) { shared4[lane].x += shared4[lane + half].x; }
            workgroupBarrier();
          }
          if (lane == 0) { $loss[0] = shared4[0].x / $count; }
        }`,
    });
  });
  return [loss, logSums];
}

/** logSums[row] = log Σ exp(logits[row]), with a running maximum per thread; `body` may use it as `logSum`. */
function logSumsWork(
  name: string,
  inputs: Record<string, TensorInfo>,
  outputs: Record<string, TensorInfo>,
  body: string,
): Work {
  const [rows = 0, width = 0] = (inputs.logits as TensorInfo).shape;
  return rowWork({
    name,
    inputs,
    outputs,
    rows,
    width,
    // WGSL's max and exp may turn NaN into a number; a diverged loss must show.
    helpers: 'fn $isNan(x : f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }',
    body: /* wgsl */ `
      var top = -3e38;
      var total = 0.0;
      for (var column = lane; column < $width; column += ${ROW_LANES}) {
        let value = $logits[start + column];
        let newTop = max(top, value);
        total = total * exp(top - newTop) + select(exp(value - newTop), value, $isNan(value));
        top = newTop;
      }
      let largest = $maxOverRow(thread, vec2<f32>(top, 0.0)).x;
      let sum = $sumOverRow(thread, vec2<f32>(total * exp(top - largest), 0.0)).x;
      if (!isRow || lane > 0) { return; }
      let logSum = select(largest + log(sum), sum, $isNan(sum));
      $logSums[row] = logSum;
      ${body}`,
  });
}

/** dLogits = (softmax − one-hot)·share, 0 where the label is negative. */
function logitGradient(
  backend: WebgpuBackend,
  inputs: { logits: TensorInfo; logSums: TensorInfo; dy: TensorInfo },
  ids: Int32Array,
  { name, share, count }: { name: string; share: string; count: number },
): TensorInfo[] {
  const { logits } = inputs;
  const dLogits = backend.makeTensorInfo(logits.shape, 'float32');
  withIntegers(backend, ids, (labels) => {
    const work = elementWork({
      name,
      inputs: { ...inputs, labels },
      outputs: { dLogits },
      size: sizeOf(logits.shape),
      integers: { width: logits.shape[1] ?? 0 },
      floats: { count },
      body: /* wgsl */ `
        let row = i / $width;
        let label = $labels[row];
        let chosen = select(0.0, 1.0, label == i % $width);
        let gradient = (exp($logits[i] - $logSums[row]) - chosen) * (${share});
        $dLogits[i] = select(0.0, gradient, label >= 0);`,
    });
    run(backend, work);
  });
  return [dLogits];
}

function withIntegers(backend: WebgpuBackend, values: Int32Array, use: (uploaded: TensorInfo) => void): void {
  const uploaded = uploadIntegers(backend, values);
  use(uploaded);
  backend.disposeData(uploaded.dataId);
}
