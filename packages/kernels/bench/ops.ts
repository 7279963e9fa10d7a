/** The ops of the benchmark's model twice over: composed from plain tfjs ops, and Glassbox'. */
import {
  add,
  cast,
  logSoftmax,
  matMul,
  mean,
  mul,
  neg,
  oneHot,
  rsqrt,
  type Scalar,
  softmax,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tanh,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core';
import * as glassbox from '../src/index.ts';

export interface ModelOps {
  embedding(weight: Tensor2D, ids: Int32Array): Tensor2D;
  linear(x: Tensor2D, weight: Tensor2D, bias?: Tensor1D): Tensor2D;
  gelu(x: Tensor2D): Tensor2D;
  layerNorm(x: Tensor2D, gain: Tensor1D, bias: Tensor1D): Tensor2D;
  causalAttention(q: Tensor4D, k: Tensor4D, v: Tensor4D): Tensor4D;
  crossEntropy(logits: Tensor2D, targets: Int32Array): Scalar;
}

export const glassboxOps: ModelOps = {
  ...glassbox,
  embedding: (weight, ids) => glassbox.embedding(weight, ids, [ids.length]) as Tensor2D,
};

/** What one writes with tfjs alone. The embedding is a product with one-hots: tfjs-wasm has no gradient of gather. */
export const plainOps: ModelOps = {
  embedding: (weight, ids) => matMul(oneHotFloats(ids, weight.shape[0]), weight),
  linear: (x, weight, bias) => (bias ? add(matMul(x, weight), bias) : matMul(x, weight)),
  gelu: (x) => {
    const inner = mul(0.7978845608, add(x, mul(0.044715, mul(x, square(x)))));
    return mul(mul(0.5, x), add(1, tanh(inner)));
  },
  layerNorm: (x, gain, bias) => {
    const centred = sub(x, mean(x, 1, true));
    const inverse = rsqrt(add(mean(square(centred), 1, true), 1e-5));
    return add(mul(mul(centred, inverse), gain), bias);
  },
  causalAttention: (q, k, v) => {
    const [, , length, headDim] = q.shape;
    const mask = Float32Array.from({ length: length * length }, (_, i) =>
      i % length > Math.floor(i / length) ? -1e9 : 0,
    );
    const scores = mul(matMul(q, k, false, true), 1 / Math.sqrt(headDim));
    return matMul(softmax(add(scores, tensor2d(mask, [length, length]))), v) as Tensor4D;
  },
  crossEntropy: (logits, targets) => {
    const chosen = oneHotFloats(targets, logits.shape[1]);
    return neg(mean(sum(mul(chosen, logSoftmax(logits)), 1)));
  },
};

/** Cast afterwards: tfjs-wasm writes integers when asked for one-hots of floats. */
function oneHotFloats(ids: Int32Array, depth: number): Tensor2D {
  return cast(oneHot(tensor1d(ids, 'int32'), depth), 'float32') as Tensor2D;
}
