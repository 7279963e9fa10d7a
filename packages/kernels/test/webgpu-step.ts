/** The train step of the targets as one writes it for few dispatches: residual adds inside the norms, and gradients clipped. */
import {
  reshape,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  tidy,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { createBatch, createParameters, disposeParameters, type GptSizes, type Parameters } from '../src/bench/gpt.ts';
import { adamW, addLayerNorm, clipByGlobalNorm, crossEntropy, embedding, linear, selfAttention } from '../src/index.ts';
import { ownVariable } from './tiny-gpt.ts';

export function createClippedStep(sizes: GptSizes): { run(): Scalar; dispose(): void } {
  const parameters = createParameters(sizes);
  const list = Object.values(parameters);
  const [firstMoments = [], secondMoments = []] = [0, 1].map(() => list.map(({ shape }) => ownVariable(zeros(shape))));
  const weightDecay = list.map(({ rank }) => (rank > 1 ? 0.1 : 0));
  const options = { learningRate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
  let step = 0;
  return {
    run: () =>
      tidy(() => {
        step++;
        const { value, grads } = variableGrads(() => lossOf(parameters, sizes, step), list);
        const { tensors: gradients } = clipByGlobalNorm(
          list.map(({ name }) => grads[name] as Tensor),
          1,
        );
        adamW({ parameters: list, gradients, firstMoments, secondMoments, step, weightDecay, ...options });
        return value;
      }),
    dispose() {
      disposeParameters(parameters);
      for (const moment of [...firstMoments, ...secondMoments]) moment.dispose();
    },
  };
}

function lossOf(parameters: Parameters, sizes: GptSizes, step: number): Scalar {
  const { B, T, nEmbd: C, nHead, nLayer } = sizes;
  const { ids, targets } = createBatch(sizes, step);
  const get = <Kind extends Tensor>(name: string) => parameters[name] as unknown as Kind;
  const layer = (x: Tensor2D, name: string, activation: 'none' | 'gelu' = 'none') =>
    linear(x, get(`${name}.weight`), get(`${name}.bias`), { activation });
  const norm = (name: string): [Tensor1D, Tensor1D] => [get(`${name}.gain`), get(`${name}.bias`)];

  const places = Int32Array.from(ids, (_, i) => i % T);
  let x = embedding(get('wte'), ids, [B * T]) as Tensor2D;
  let stream = embedding(get('wpe'), places, [B * T]) as Tensor2D;
  for (let i = 0; i < nLayer; i++) {
    const first = addLayerNorm(x, stream, ...norm(`${i}.ln1`));
    const qkv = reshape(layer(first.normalised, `${i}.qkv`), [B, T, 3 * C]) as Tensor3D;
    const mixed = reshape(selfAttention(qkv, { nHead }), [B * T, C]) as Tensor2D;
    const second = addLayerNorm(layer(mixed, `${i}.out`), first.sum, ...norm(`${i}.ln2`));
    x = layer(layer(second.normalised, `${i}.up`, 'gelu'), `${i}.down`);
    stream = second.sum;
  }
  const { normalised } = addLayerNorm(x, stream, ...norm('ln'));
  return crossEntropy(linear(normalised, get('head')), targets);
}
