/** Inputs at the edge of float32: scores of ±1e4, and NaN, which must come out where it went in and nowhere else. */
import {
  type Scalar,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import {
  addLayerNorm,
  attention,
  clipByGlobalNorm,
  crossEntropy,
  dropout,
  embedding,
  gelu,
  layerNorm,
  linear,
  linearInt8,
  matMul,
  quantizeInt8,
  selfAttention,
  tokenLogProbs,
} from '../src/index.ts';
import { largestError, readAll, seeded, seededValues } from './compute.ts';

export function testExtremes(): void {
  test('attention with scores of ±1e4 takes the value of the best key, and gradients stay finite', async () => {
    // D = 1, so a score is q·k exactly: each query prefers the keys of its own sign.
    const q = tensor([100, -100, 100, -100], [1, 1, 4, 1]) as Tensor4D;
    const k = tensor([100, -100, -100, 100], [1, 1, 4, 1]) as Tensor4D;
    const v = tensor([1, 2, 4, 8], [1, 1, 4, 1]) as Tensor4D;
    const causal = await differentiate((a, b, c) => attention(a as Tensor4D, b as Tensor4D, c as Tensor4D), [q, k, v]);
    expect(causal.outputs).toEqual([Float32Array.of(1, 2, 1, 3)]); // query 3 finds keys 1 and 2 equally good
    const both = await differentiate(
      (a, b, c) => attention(a as Tensor4D, b as Tensor4D, c as Tensor4D, { causal: false }),
      [q, k, v],
    );
    expect(largestError(both.outputs[0] as Float32Array, [4.5, 3, 4.5, 3])).toBeLessThan(1e-6);
    for (const gradient of [...causal.gradients, ...both.gradients]) expect(gradient.every(Number.isFinite)).toBe(true);
    for (const used of [q, k, v]) used.dispose();
  });

  test('gelu, layerNorm and crossEntropy stay exact at ±1e4', async () => {
    const x = tensor([1e4, -1e4, 1e4, -1e4], [2, 2]) as Tensor2D;
    const activated = await differentiate((a) => gelu(a), [x]);
    const [large, small] = activated.outputs[0] ?? [];
    expect(large).toBe(1e4);
    expect(Math.abs(small ?? Number.NaN)).toBeLessThan(1e-30);
    expect(largestError(activated.gradients[0] as Float32Array, [1, 0, 1, 0])).toBeLessThan(1e-6);
    const [gain, bias] = [tensor([1, 1]) as Tensor1D, tensor([0, 0]) as Tensor1D];
    const normalised = await differentiate((a) => layerNorm(a, gain, bias), [x]);
    expect(largestError(normalised.outputs[0] as Float32Array, [1, -1, 1, -1])).toBeLessThan(1e-6);
    const loss = await differentiate((a) => crossEntropy(a as Tensor2D, Int32Array.of(0, 1)), [x]);
    expect(loss.outputs[0]?.[0]).toBe(1e4); // 0 and 2e4 nats
    expect(largestError(loss.gradients[0] as Float32Array, [0, 0, 0.5, -0.5])).toBeLessThan(1e-6);
    for (const used of [x, gain, bias]) used.dispose();
  });

  test('a constant row is normalised to the bias', async () => {
    const x = tensor(new Float32Array(5).fill(3), [1, 5]);
    const [gain, bias] = [seeded<Tensor1D>([5], 1), seeded<Tensor1D>([5], 2)];
    const { outputs, gradients } = await differentiate((a) => layerNorm(a, gain, bias), [x]);
    expect(largestError(outputs[0] as Float32Array, seededValues([5], 2))).toBeLessThan(1e-6);
    expect(gradients[0]?.every(Number.isFinite)).toBe(true);
    for (const used of [x, gain, bias]) used.dispose();
  });

  test.each(NAN_CASES)('NaN in one row of $title comes out in that row alone', async ({ shape, rows, run }) => {
    const values = seededValues(shape, 1);
    const width = values.length / rows;
    values[1] = Number.NaN; // in row 0
    const x = tensor(values, shape);
    const y = run(x);
    const [output = new Float32Array()] = await readAll([y]);
    const height = output.length / rows;
    expect(width).toBeGreaterThan(1);
    expect(output.subarray(0, height).some(Number.isNaN)).toBe(true);
    expect(output.subarray(height).every(Number.isFinite)).toBe(true);
    for (const used of [x, y]) used.dispose();
  });

  test('NaN in a logit makes the loss NaN, and in a gradient the norm and all that is clipped by it', async () => {
    const logits = tensor([1, Number.NaN, 3, 4], [2, 2]) as Tensor2D;
    const loss = await differentiate((a) => crossEntropy(a as Tensor2D, Int32Array.of(0, 1)), [logits]);
    expect(loss.outputs[0]?.[0]).toBeNaN();
    const fine = tensor([1, 2]);
    const clipped = clipByGlobalNorm([fine, logits], 1);
    const [norm, first] = await readAll([clipped.norm, clipped.tensors[0] as Tensor]);
    expect(norm?.[0]).toBeNaN();
    expect(first?.every(Number.isNaN)).toBe(true);
    for (const used of [logits, fine, clipped.norm, ...clipped.tensors]) used.dispose();
  });
}

interface NanCase {
  title: string;
  shape: number[];
  /** How many independent rows the input and the output have. */
  rows: number;
  run(x: Tensor): Tensor;
}

/** Disposes the constants an op needs after `run`. */
function withConstants(shapes: number[][], run: (constants: Tensor[]) => Tensor): Tensor {
  const constants = shapes.map((shape, i) => seeded(shape, 50 + i));
  const y = run(constants);
  for (const constant of constants) constant.dispose();
  return y;
}

const NAN_CASES: NanCase[] = [
  { title: 'matMul', shape: [5, 7], rows: 5, run: (x) => withConstants([[7, 3]], ([w]) => matMul(x, w as Tensor)) },
  {
    title: 'matMul, few rows',
    shape: [2, 7],
    rows: 2,
    run: (x) => withConstants([[9, 7]], ([w]) => matMul(x, w as Tensor, { transposeB: true })),
  },
  {
    title: 'linear with gelu and residual',
    shape: [5, 7],
    rows: 5,
    run: (x) =>
      withConstants([[7, 4], [4], [5, 4]], ([w, b, residual]) =>
        linear(x as Tensor2D, w as Tensor2D, b as Tensor1D, { activation: 'gelu', residual: residual as Tensor2D }),
      ),
  },
  { title: 'gelu', shape: [3, 5], rows: 3, run: (x) => gelu(x) },
  {
    title: 'layerNorm',
    shape: [3, 5],
    rows: 3,
    run: (x) => withConstants([[5], [5]], ([g, b]) => layerNorm(x, g as Tensor1D, b as Tensor1D)),
  },
  {
    title: 'addLayerNorm',
    shape: [3, 5],
    rows: 3,
    run: (x) =>
      withConstants([[3, 5], [5], [5]], ([r, g, b]) => {
        const { normalised, sum: total } = addLayerNorm(x, r as Tensor, g as Tensor1D, b as Tensor1D);
        total.dispose();
        return normalised;
      }),
  },
  {
    title: 'attention',
    shape: [2, 1, 3, 4],
    rows: 2,
    run: (x) => attention(x as Tensor4D, x as Tensor4D, x as Tensor4D),
  },
  {
    title: 'selfAttention',
    shape: [2, 5, 12],
    rows: 2,
    run: (x) => selfAttention(x as Tensor3D, { nHead: 2, causal: false }),
  },
  { title: 'embedding', shape: [3, 5], rows: 3, run: (x) => embedding(x as Tensor2D, Int32Array.of(0, 1, 2), [3]) },
  { title: 'tokenLogProbs', shape: [3, 5], rows: 3, run: (x) => tokenLogProbs(x as Tensor2D, Int32Array.of(0, 1, 2)) },
  { title: 'dropout', shape: [3, 50], rows: 3, run: (x) => dropout(x, 0.01, 3) },
  {
    title: 'linearInt8',
    shape: [3, 5],
    rows: 3,
    run: (x) =>
      withConstants([[5, 6]], ([w]) => {
        const small = quantizeInt8(w as Tensor2D);
        const y = linearInt8(x as Tensor2D, small);
        small.dispose();
        return y;
      }),
  },
];

/** Outputs and the gradients of their sum. */
async function differentiate(run: (...inputs: Tensor[]) => Tensor, inputs: Tensor[]) {
  const y = run(...inputs);
  const { value, grads } = valueAndGrads((...xs: Tensor[]) => sum<Scalar>(run(...xs)))(inputs);
  const result = { outputs: await readAll([y]), gradients: await readAll(grads) };
  for (const used of [y, value, ...grads]) used.dispose();
  return result;
}
