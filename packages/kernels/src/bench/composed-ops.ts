/**
 * The rivals: the same model in plain tfjs ops, as one writes it without Glassbox. tfjs-wasm multiplies plain A·B well
 * and transposed forms badly, so the work-around turns operands round first; both are measured.
 */
import {
  add,
  cast,
  customGrad,
  logSoftmax,
  matMul,
  mean,
  mul,
  neg,
  oneHot,
  reshape,
  rsqrt,
  type Scalar,
  softmax,
  split,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  tanh,
  tensor1d,
  tensor2d,
  transpose,
} from '@tensorflow/tfjs-core';
import type { ModelOps } from './model-ops.ts';

type Product = (a: Tensor, b: Tensor) => Tensor;

/** A·B whose gradients are plain products too: of operands that were transposed in memory before. */
const multiplyTurned = customGrad((a, b, save) => {
  (save as (tensors: Tensor[]) => void)([a as Tensor, b as Tensor]);
  return {
    value: matMul(a as Tensor, b as Tensor),
    gradFunc: (dy: Tensor, saved: Tensor[]) => {
      const [left, right] = saved as [Tensor, Tensor];
      return [matMul(dy, turn(right)), matMul(turn(left), dy)];
    },
  };
}) as Product;

/** What one writes first: tfjs' matMul with its transpose flags. */
export const plainOps: ModelOps = composeOps(matMul, (a, b) => matMul(a, b, false, true));

/** The best work-around within tfjs: no product ever has a transpose flag. */
export const transposedOps: ModelOps = composeOps(multiplyTurned, (a, b) => multiplyTurned(a, turn(b)));

/** Swaps the last two dimensions in memory. */
function turn(x: Tensor): Tensor {
  const order = x.shape.map((_, i) => i);
  return transpose(x, [...order.slice(0, -2), x.rank - 1, x.rank - 2]);
}

/** `multiply` is a·b, `multiplyByTransposed` a·bᵀ. The embedding is a product with one-hots: tfjs-wasm can't gather back. */
function composeOps(multiply: Product, multiplyByTransposed: Product): ModelOps {
  const linear: ModelOps['linear'] = (x, weight, bias, residual) => {
    const product = multiply(x, weight) as Tensor2D;
    const y = bias ? add<Tensor2D>(product, bias) : product;
    return residual ? add<Tensor2D>(residual, y) : y;
  };
  return {
    embedding: (weight, ids) => multiply(oneHotFloats(ids, weight.shape[0]), weight) as Tensor2D,
    layerNorm: (x, gain, bias) => {
      const centred = sub(x, mean(x, 1, true));
      const inverse = rsqrt(add(mean(square(centred), 1, true), 1e-5));
      return add(mul(mul(centred, inverse), gain), bias);
    },
    linear,
    linearGelu: (x, weight, bias) => gelu(linear(x, weight, bias)),
    selfAttention: (qkv, { B, T, nEmbd, nHead }) => {
      const headDim = nEmbd / nHead;
      const [q, k, v] = split(qkv, 3, 1).map((part) =>
        transpose(reshape(part, [B, T, nHead, headDim]), [0, 2, 1, 3]),
      ) as [Tensor, Tensor, Tensor]; // each [B, H, T, D]
      const scores = mul(multiplyByTransposed(q, k), 1 / Math.sqrt(headDim)); // [B, H, T, T]
      const mixed = multiply(softmax(add(scores, causalMask(T))), v); // [B, H, T, D]
      return reshape(transpose(mixed, [0, 2, 1, 3]), [B * T, nEmbd]);
    },
    crossEntropy: (logits, targets) => {
      const chosen = oneHotFloats(targets, logits.shape[1]);
      return neg(mean(sum(mul(chosen, logSoftmax(logits)), 1))) as Scalar;
    },
  };
}

/** The tanh form, as GPT-2 and our kernel have it. */
function gelu(x: Tensor2D): Tensor2D {
  const inner = mul(Math.sqrt(2 / Math.PI), add(x, mul(0.044715, mul(x, square(x)))));
  return mul(mul(0.5, x), add(1, tanh(inner)));
}

function causalMask(length: number): Tensor2D {
  const hidden = Float32Array.from({ length: length * length }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  return tensor2d(hidden, [length, length]);
}

/** Cast afterwards: tfjs-wasm writes integers when asked for one-hots of floats. */
function oneHotFloats(ids: Int32Array, depth: number): Tensor2D {
  return cast(oneHot(tensor1d(ids, 'int32'), depth), 'float32') as Tensor2D;
}
