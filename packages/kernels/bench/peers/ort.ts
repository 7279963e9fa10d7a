/**
 * onnxruntime-web as a rival in generation, on WebAssembly with one thread. It gets the best graph we found: linear
 * layers as Gemm, its own fused MultiHeadAttention and FastGelu, every optimisation on, and a cache that hands in the
 * rows so far and takes out only the new ones (writing whole `present` tensors, as exporters do, was 15–30 % slower).
 */
import * as ort from 'onnxruntime-web/wasm';
import { indexOfLargest } from '../../src/bench/decode.ts';
import type { GptSizes, Parameters } from '../../src/bench/gpt.ts';
import { createOnnxBuilder, type OnnxBuilder } from './onnx.ts';

const MICROSOFT = 'com.microsoft';
const EPSILON = 1e-5;

/** What `Decoder` is, but with promises, since a session runs asynchronously. */
export interface OrtDecoder {
  generate(first: number, count: number): Promise<number[]>;
  dispose(): Promise<void>;
}

export async function createOrtDecoder(sizes: GptSizes, parameters: Parameters): Promise<OrtDecoder> {
  const { nLayer, nEmbd, T } = sizes;
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(buildDecoder(sizes, parameters), {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const names = Array.from({ length: nLayer }, (_, layer) => [`keys${layer}`, `values${layer}`]).flat();
  const caches = new Map(names.map((name) => [name, new Float32Array(T * nEmbd)]));
  const toIds = (id: number) => new ort.Tensor('int64', BigInt64Array.of(BigInt(id)), [1]);

  const next = async (id: number, place: number) => {
    const feeds: Record<string, ort.Tensor> = { id: toIds(id), place: toIds(place) };
    for (const [name, cache] of caches) {
      feeds[`past_${name}`] = new ort.Tensor('float32', cache.subarray(0, place * nEmbd), [place, nEmbd]);
    }
    const outputs = await session.run(feeds);
    for (const [name, cache] of caches) cache.set(outputs[`new_${name}`]?.data as Float32Array, place * nEmbd);
    return outputs.logits?.data as Float32Array;
  };
  return {
    async generate(first, count) {
      const ids = [first];
      for (let place = 0; place < count; place++) ids.push(indexOfLargest(await next(ids[place] ?? 0, place)));
      return ids.slice(1);
    },
    dispose: () => session.release(),
  };
}

/** Inputs id, place [1] and past_* [P, C]; outputs logits [1, V] and new_* [1, C]. */
function buildDecoder(sizes: GptSizes, parameters: Parameters): Uint8Array {
  const { nLayer, nEmbd, V } = sizes;
  const onnx = createOnnxBuilder();
  for (const [name, parameter] of Object.entries(parameters)) {
    onnx.constant(name, parameter.shape, parameter.dataSync<'float32'>().slice());
  }
  onnx.constant('thirds', [3], BigInt64Array.of(BigInt(nEmbd), BigInt(nEmbd), BigInt(nEmbd)));
  onnx.constant('first', [1], BigInt64Array.of(0n));
  onnx.input('id', 'int64', [1]);
  onnx.input('place', 'int64', [1]);
  const norm = (x: string, name: string) => {
    const inputs = [x, `${name}.gain`, `${name}.bias`];
    return onnx.node('LayerNormalization', inputs, { axis: { int: -1 }, epsilon: EPSILON });
  };
  const linear = (x: string, name: string) => onnx.node('Gemm', [x, `${name}.weight`, `${name}.bias`]);

  let x = onnx.node('Add', [onnx.node('Gather', ['wte', 'id']), onnx.node('Gather', ['wpe', 'place'])]); // [1, C]
  for (let layer = 0; layer < nLayer; layer++) {
    const qkv = linear(norm(x, `${layer}.ln1`), `${layer}.qkv`); // [1, 3C]
    x = onnx.node('Add', [x, linear(attend(onnx, sizes, layer, qkv), `${layer}.out`)]);
    const up = onnx.node('MatMul', [norm(x, `${layer}.ln2`), `${layer}.up.weight`]); // [1, 4C]
    const hidden = onnx.node('FastGelu', [up, `${layer}.up.bias`], {}, { domain: MICROSOFT });
    x = onnx.node('Add', [x, linear(hidden, `${layer}.down`)]);
  }
  onnx.node('Gemm', [norm(x, 'ln'), 'wte'], { transB: { int: 1 } }, { outputs: ['logits'] });
  onnx.output('logits', 'float32', [1, V]);
  return onnx.encode();
}

/** [1, 3C] → [1, C] over the cached rows and the new one. */
function attend(onnx: OnnxBuilder, { nEmbd, nHead }: GptSizes, layer: number, qkv: string): string {
  const outputs = [`query${layer}`, `new_keys${layer}`, `new_values${layer}`];
  onnx.node('Split', [qkv, 'thirds'], { axis: { int: 1 } }, { outputs });
  const [query, ...fresh] = outputs as [string, string, string];
  const all = fresh.map((name) => {
    onnx.output(name, 'float32', [1, nEmbd]);
    const past = onnx.input(name.replace('new_', 'past_'), 'float32', ['past', nEmbd]);
    return onnx.node('Concat', [past, name], { axis: { int: 0 } }); // [P + 1, C]
  });
  const batched = [query, ...all].map((name) => onnx.node('Unsqueeze', [name, 'first'])); // [1, .., C]
  const mixed = onnx.node('MultiHeadAttention', batched, { num_heads: { int: nHead } }, { domain: MICROSOFT });
  return onnx.node('Squeeze', [mixed, 'first']);
}
