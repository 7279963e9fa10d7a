/** The benchmark's GPT-2 itself, written in whichever ops are compared. */
import { add, type Scalar, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Batch, GptSizes, Parameters } from './gpt.ts';
import type { ModelOps } from './model-ops.ts';

/** Mean cross-entropy of one batch in nats. Call it inside `tidy` or `variableGrads`. */
export function gptLoss(ops: ModelOps, sizes: GptSizes, parameters: Parameters, { ids, targets }: Batch): Scalar {
  const get = <Kind extends Tensor>(name: string) => parameters[name] as unknown as Kind;
  const places = Int32Array.from({ length: ids.length }, (_, i) => i % sizes.T);
  const norm = (x: Tensor2D, name: string) =>
    ops.layerNorm(x, get<Tensor1D>(`${name}.gain`), get<Tensor1D>(`${name}.bias`));
  const linear = (x: Tensor2D, name: string, residual?: Tensor2D) =>
    ops.linear(x, get<Tensor2D>(`${name}.weight`), get<Tensor1D>(`${name}.bias`), residual);

  let x = add<Tensor2D>(ops.embedding(get('wte'), ids), ops.embedding(get('wpe'), places)); // [B·T, C]
  for (let layer = 0; layer < sizes.nLayer; layer++) {
    const qkv = linear(norm(x, `${layer}.ln1`), `${layer}.qkv`); // [B·T, 3C]
    x = linear(ops.selfAttention(qkv, sizes), `${layer}.out`, x); // [B·T, C]
    const up = ops.linearGelu(norm(x, `${layer}.ln2`), get(`${layer}.up.weight`), get(`${layer}.up.bias`)); // [B·T, 4C]
    x = linear(up, `${layer}.down`, x); // [B·T, C]
  }
  return ops.crossEntropy(ops.linear(norm(x, 'ln'), get('head')), targets); // [B·T, V] → []
}
