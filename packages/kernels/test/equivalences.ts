/** Two ways to the same result on the active backend, forward and backward: what is fused against its parts. */
import {
  add,
  mean,
  mul,
  neg,
  reshape,
  type Scalar,
  split,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tidy,
  transpose,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import {
  addLayerNorm,
  attention,
  crossEntropy,
  gelu,
  layerNorm,
  linear,
  matMul,
  selfAttention,
  tokenLogProbs,
} from '../src/index.ts';
import { largestError, readAll, seeded } from './compute.ts';

interface Equivalence {
  title: string;
  shapes: number[][];
  one(inputs: Tensor[]): Tensor;
  other(inputs: Tensor[]): Tensor;
}

const [B, T, H, D] = [2, 7, 3, 5];
const C = H * D;
const PADDING = Uint8Array.from({ length: B * T }, (_, i) => (i % T < T - Math.floor(i / T) ? 1 : 0));
const IDS = Int32Array.of(3, 0, 2, 3);

/** Attention of the parts that GPT-2's layout packs into a row. */
function attendApart(qkv: Tensor, options: { causal?: boolean; mask?: Uint8Array }): Tensor {
  const heads = split(qkv, 3, 2).map((part) => transpose(reshape(part, [B, T, H, D]), [0, 2, 1, 3]));
  const [q, k, v] = heads as [Tensor4D, Tensor4D, Tensor4D]; // each [B, H, T, D]
  return reshape(transpose(attention(q, k, v, options), [0, 2, 1, 3]), [B, T, C]);
}

const EQUIVALENCES: Equivalence[] = [
  ...[{}, { causal: false }, { mask: PADDING }, { causal: false, mask: PADDING }].map((options) => ({
    title: `selfAttention is attention of the parts: ${Object.keys(options).join(' and ') || 'as it comes'}`,
    shapes: [[B, T, 3 * C]],
    one: ([qkv]: Tensor[]) => selfAttention(qkv as Tensor3D, { nHead: H, ...options }),
    other: ([qkv]: Tensor[]) => attendApart(qkv as Tensor, options),
  })),
  {
    title: 'a mask of ones is no mask',
    shapes: [[B, T, 3 * C]],
    one: ([qkv]) => selfAttention(qkv as Tensor3D, { nHead: H, mask: new Uint8Array(B * T).fill(1) }),
    other: ([qkv]) => selfAttention(qkv as Tensor3D, { nHead: H }),
  },
  {
    title: 'linear with gelu and residual is each by itself',
    shapes: [[9, 7], [7, 5], [5], [9, 5]],
    one: ([x, w, b, r]) =>
      linear(x as Tensor2D, w as Tensor2D, b as Tensor1D, { activation: 'gelu', residual: r as Tensor2D }),
    other: ([x, w, b, r]) => add(gelu(add(matMul(x as Tensor, w as Tensor), b as Tensor)), r as Tensor),
  },
  {
    title: 'a residual that is also the input gets both gradients',
    shapes: [
      [9, 7],
      [7, 7],
    ],
    one: ([x, w]) => linear(x as Tensor2D, w as Tensor2D, undefined, { residual: x as Tensor2D }),
    other: ([x, w]) => add(matMul(x as Tensor, w as Tensor), x as Tensor),
  },
  {
    title: 'a transposed product is a product with the transpose',
    shapes: [
      [7, 9],
      [5, 7],
    ],
    one: ([a, b]) => matMul(a as Tensor, b as Tensor, { transposeA: true, transposeB: true }),
    other: ([a, b]) => matMul(transpose(a as Tensor), transpose(b as Tensor)),
  },
  {
    title: 'addLayerNorm is layerNorm of the sum, which goes on',
    shapes: [[9, 7], [9, 7], [7], [7]],
    one: ([x, r, g, b]) => {
      const { normalised, sum: stream } = addLayerNorm(x as Tensor, r as Tensor, g as Tensor1D, b as Tensor1D);
      return mul(normalised, stream);
    },
    other: ([x, r, g, b]) => {
      const stream = add(x as Tensor, r as Tensor);
      return mul(layerNorm(stream, g as Tensor1D, b as Tensor1D), stream);
    },
  },
  {
    title: 'the mean of tokenLogProbs is −crossEntropy',
    shapes: [[4, 5]],
    one: ([logits]) => neg(mean(tokenLogProbs(logits as Tensor2D, IDS))),
    other: ([logits]) => crossEntropy(logits as Tensor2D, IDS),
  },
];

/** `tolerance`: room for another order of summing in float32, in units of the largest value. */
export function testEquivalences(tolerance = 2e-5): void {
  test.each(EQUIVALENCES)('$title', async ({ shapes, one, other }) => {
    const inputs = shapes.map((shape, i) => seeded(shape, 30 + i));
    const [first, second] = [await differentiate(one, inputs), await differentiate(other, inputs)];
    first.forEach((values, i) => {
      expect(largestError(values, second[i] ?? []), i === 0 ? 'output' : `input ${i - 1}`).toBeLessThan(tolerance);
    });
    for (const input of inputs) input.dispose();
  });
}

/** The output, then the gradient of Σ output∘weights for each input. */
async function differentiate(run: (inputs: Tensor[]) => Tensor, inputs: Tensor[]): Promise<Float32Array[]> {
  const y = tidy(() => run(inputs));
  const { value, grads } = valueAndGrads((...xs: Tensor[]) => {
    const output = run(xs);
    return sum<Scalar>(mul(output, seeded(output.shape, 99)));
  })(inputs);
  const result = await readAll([y, ...grads]);
  for (const used of [y, value, ...grads]) used.dispose();
  return result;
}
