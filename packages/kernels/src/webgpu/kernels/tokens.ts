/** WebGPU kernels on token ids: embedding rows and their gradient, cross-entropy and its gradient. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelTable } from '../../kernel-table.ts';
import { GROUP_SIZE, REDUCTIONS, ROW_OF_GROUP, reshaped, rowGroups, run, type WebgpuBackend } from '../program.ts';

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
    GlassboxEmbedding: ({ weight }, { tokenIds }: EmbeddingAttributes) => {
      const width = (weight as TensorInfo).shape[1] ?? 0;
      return withIds(backend, [tokenIds], ([ids]) => [
        run(backend, {
          name: 'embedding',
          inputs: { weight: weight as TensorInfo, ids: ids as TensorInfo },
          outputShape: [tokenIds.length, width],
          integers: { width },
          code: /* wgsl */ `
            fn main(index : i32) {
              if (index >= uniforms.size) { return; }
              result[index] = weight[ids[index / uniforms.width] * uniforms.width + index % uniforms.width];
            }`,
        }),
      ]);
    },
    GlassboxEmbeddingGrad: ({ dy }, attributes: EmbeddingAttributes) =>
      embeddingGrad(backend, dy as TensorInfo, attributes),
    GlassboxCrossEntropy: ({ logits }, attributes: CrossEntropyAttributes) =>
      crossEntropy(backend, logits as TensorInfo, attributes),
    GlassboxCrossEntropyGrad: (inputs, { targets, count }: CrossEntropyAttributes) => {
      const { logits, logSums, dy } = inputs as Record<'logits' | 'logSums' | 'dy', TensorInfo>;
      return withIds(backend, [targets], ([labels]) => [
        run(backend, {
          name: 'crossEntropyGrad',
          inputs: { logits, logSums, dy: reshaped(dy, [1]), labels: labels as TensorInfo },
          outputShape: logits.shape,
          integers: { width: logits.shape[1] ?? 0 },
          floats: { count },
          code: /* wgsl */ `
            fn main(index : i32) {
              if (index >= uniforms.size) { return; }
              let row = index / uniforms.width;
              let label = labels[row];
              let chosen = select(0.0, 1.0, label == index % uniforms.width);
              let gradient = (exp(logits[index] - logSums[row]) - chosen) * dy[0] / uniforms.count;
              result[index] = select(0.0, gradient, label >= 0);
            }`,
        }),
      ]);
    },
  };
}

/** Adds in the order of the tokens, without atomics: the ids are sorted here, so each weight knows its rows of dy. */
function embeddingGrad(
  backend: WebgpuBackend,
  dy: TensorInfo,
  { tokenIds, vocabSize }: EmbeddingAttributes,
): TensorInfo[] {
  const starts = new Int32Array(vocabSize + 1);
  for (const id of tokenIds) starts[id + 1] = (starts[id + 1] ?? 0) + 1;
  for (let id = 0; id < vocabSize; id++) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
  const next = starts.slice();
  const order = new Int32Array(tokenIds.length);
  tokenIds.forEach((id, row) => {
    const place = next[id] ?? 0;
    order[place] = row;
    next[id] = place + 1;
  });
  const width = dy.shape[1] ?? 0;
  return withIds(backend, [starts, order], ([firsts, rows]) => [
    run(backend, {
      name: 'embeddingGrad',
      inputs: { dy, firsts: firsts as TensorInfo, rows: rows as TensorInfo },
      outputShape: [vocabSize, width],
      integers: { width },
      code: /* wgsl */ `
        fn main(index : i32) {
          if (index >= uniforms.size) { return; }
          let id = index / uniforms.width;
          var sum = 0.0;
          for (var n = firsts[id]; n < firsts[id + 1]; n++) {
            sum += dy[rows[n] * uniforms.width + index % uniforms.width];
          }
          result[index] = sum;
        }`,
    }),
  ]);
}

function crossEntropy(
  backend: WebgpuBackend,
  logits: TensorInfo,
  { targets, count }: CrossEntropyAttributes,
): TensorInfo[] {
  const [rows = 0, width = 0] = logits.shape;
  const logSums = run(backend, {
    name: 'crossEntropyLogSums',
    inputs: { logits },
    outputShape: [rows],
    integers: { rows, width },
    groups: rowGroups(rows),
    code: LOG_SUMS,
  });
  return withIds(backend, [targets], ([labels]) => {
    const loss = run(backend, {
      name: 'crossEntropyLoss',
      inputs: { logits, logSums, labels: labels as TensorInfo },
      outputShape: [1],
      integers: { rows, width },
      floats: { count },
      groups: [1, 1],
      code: /* wgsl */ `${REDUCTIONS}
        fn main() {
          var nats = 0.0;
          for (var row = i32(localIndex); row < uniforms.rows; row += ${GROUP_SIZE}) {
            let label = labels[row];
            if (label >= 0) { nats += logSums[row] - logits[row * uniforms.width + label]; }
          }
          let total = sumOverGroup(nats);
          if (localIndex == 0u) { result[0] = total / uniforms.count; }
        }`,
    });
    return [reshaped(loss, []), logSums];
  });
}

const LOG_SUMS = /* wgsl */ `${ROW_OF_GROUP}${REDUCTIONS}
  fn main() {
    let row = rowOfGroup(uniforms.rows);
    var top = -3e38;
    var total = 0.0;
    for (var i = i32(localIndex); i < uniforms.width; i += ${GROUP_SIZE}) {
      let value = logits[row * uniforms.width + i];
      let newTop = max(top, value);
      total = total * exp(top - newTop) + exp(value - newTop);
      top = newTop;
    }
    let largest = largestOverGroup(top);
    let sum = sumOverGroup(total * exp(top - largest));
    if (localIndex == 0u) { result[row] = largest + log(sum); }
  }`;

/** Uploads ids for the time of `use`. An empty list is uploaded as one 0, since a buffer can't be empty. */
function withIds(backend: WebgpuBackend, lists: Int32Array[], use: (ids: TensorInfo[]) => TensorInfo[]): TensorInfo[] {
  const ids = lists.map((list) => {
    const values = list.length > 0 ? list : new Int32Array(1);
    return backend.makeTensorInfo([values.length], 'int32', values);
  });
  try {
    return use(ids);
  } finally {
    for (const { dataId } of ids) backend.disposeData(dataId);
  }
}
