/** The benchmark's GPT: 4 layers, nEmbd 128, 4 heads, T = 128, B = 16, V = 65, and one train step of it. */
import {
  add,
  ones,
  reshape,
  type Scalar,
  split,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tidy,
  transpose,
  type Variable,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { createRandom } from '../src/index.ts';
import type { ModelOps } from './ops.ts';

export const SIZES = { nLayer: 4, nEmbd: 128, nHead: 4, T: 128, B: 16, V: 65 };

/** Multiply and add of all products of one step, forward and backward: 6 per weight and token, and the attention. */
export const STEP_FLOP = (() => {
  const { nLayer, nEmbd, T, B, V } = SIZES;
  const weights = nLayer * 12 * nEmbd * nEmbd + V * nEmbd;
  return 6 * weights * B * T + 12 * nLayer * T * nEmbd * B * T;
})();

export type Parameters = Record<string, Variable>;

export function createParameters(): Parameters {
  const { nLayer, nEmbd, T, V } = SIZES;
  const random = createRandom(1);
  const parameters: Parameters = {};
  const add = (name: string, value: Tensor) => {
    parameters[name] = variable(value);
    value.dispose();
  };
  const weight = (name: string, shape: [number, number]) => {
    const values = Float32Array.from({ length: shape[0] * shape[1] }, () => 0.04 * (random.next() - 0.5));
    add(name, tensor(values, shape));
  };
  const norm = (name: string) => {
    add(`${name}.gain`, ones([nEmbd]));
    add(`${name}.bias`, zeros([nEmbd]));
  };
  const linear = (name: string, from: number, to: number) => {
    weight(`${name}.weight`, [from, to]);
    add(`${name}.bias`, zeros([to]));
  };
  weight('wte', [V, nEmbd]);
  weight('wpe', [T, nEmbd]);
  for (let layer = 0; layer < nLayer; layer++) {
    norm(`${layer}.ln1`);
    linear(`${layer}.qkv`, nEmbd, 3 * nEmbd);
    linear(`${layer}.out`, nEmbd, nEmbd);
    norm(`${layer}.ln2`);
    linear(`${layer}.up`, nEmbd, 4 * nEmbd);
    linear(`${layer}.down`, 4 * nEmbd, nEmbd);
  }
  norm('ln');
  weight('head', [nEmbd, V]);
  return parameters;
}

export function loss(ops: ModelOps, parameters: Parameters, ids: Int32Array, targets: Int32Array): Scalar {
  const { nLayer, nEmbd, nHead, T, B } = SIZES;
  const get = <T extends Tensor>(name: string) => parameters[name] as unknown as T;
  const places = Int32Array.from({ length: B * T }, (_, i) => i % T);
  const norm = (x: Tensor2D, name: string) =>
    ops.layerNorm(x, get<Tensor1D>(`${name}.gain`), get<Tensor1D>(`${name}.bias`));
  const linear = (x: Tensor2D, name: string) =>
    ops.linear(x, get<Tensor2D>(`${name}.weight`), get<Tensor1D>(`${name}.bias`));
  const toHeads = (x: Tensor) => transpose(reshape(x, [B, T, nHead, nEmbd / nHead]), [0, 2, 1, 3]) as Tensor4D;

  let x = add<Tensor2D>(ops.embedding(get('wte'), ids), ops.embedding(get('wpe'), places)); // [B·T, C]
  for (let layer = 0; layer < nLayer; layer++) {
    const [q, k, v] = split(linear(norm(x, `${layer}.ln1`), `${layer}.qkv`), 3, 1).map(toHeads) as [
      Tensor4D,
      Tensor4D,
      Tensor4D,
    ];
    const mixed = reshape(transpose(ops.causalAttention(q, k, v), [0, 2, 1, 3]), [B * T, nEmbd]) as Tensor2D;
    x = add(x, linear(mixed, `${layer}.out`));
    const hidden = ops.gelu(linear(norm(x, `${layer}.ln2`), `${layer}.up`));
    x = add(x, linear(hidden, `${layer}.down`));
  }
  return ops.crossEntropy(ops.linear(norm(x, 'ln'), get('head')), targets);
}

/** Gives a function that runs one step with `update` and returns the loss in nats. */
export function createStep(
  ops: ModelOps,
  update: (parameters: Parameters, gradients: Record<string, Tensor>, step: number) => void,
) {
  const { T, B, V } = SIZES;
  const parameters = createParameters();
  let step = 0;
  return () =>
    tidy(() => {
      step++;
      const ids = Int32Array.from({ length: B * T }, (_, i) => (i * 7 + step + (i % 5)) % V);
      const targets = ids.map((_, i) => ids[(i + 1) % ids.length] ?? 0);
      const { value, grads } = variableGrads(() => loss(ops, parameters, ids, targets), Object.values(parameters));
      const byName = Object.fromEntries(Object.entries(parameters).map(([name, p]) => [name, grads[p.name] as Tensor]));
      update(parameters, byName, step);
      return value.dataSync()[0] ?? Number.NaN;
    });
}
