/** The one table of cases that every backend must agree on, forward and backward: odd sizes, 1, primes, 257, T = 1, empty batch. */
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import {
  addLayerNorm,
  attention,
  causalAttention,
  crossEntropy,
  dropout,
  embedding,
  gelu,
  layerNorm,
  linear,
  type MatMulOptions,
  matMul,
  selfAttention,
  tokenLogProbs,
} from '../src/index.ts';

export interface KernelCase {
  title: string;
  /** Shapes of the differentiable inputs, filled with seeded values in (−1, 1)·scale. */
  shapes: number[][];
  scale?: number;
  run(inputs: Tensor[]): Tensor | Tensor[];
}

const shapeName = (shape: number[]) => `[${shape.join(', ')}]`;

/** What may be fused into a product; `bias` and `residual` say that there is one. */
interface Fused {
  bias?: boolean;
  residual?: boolean;
  activation?: 'gelu';
}

type Transposes = Pick<MatMulOptions, 'transposeA' | 'transposeB'>;

const FORMS: [string, Transposes][] = [
  ['AB', {}],
  ['AᵀB', { transposeA: true }],
  ['ABᵀ', { transposeB: true }],
  ['AᵀBᵀ', { transposeA: true, transposeB: true }],
];

const FUSIONS: [string, Fused][] = [
  ['bias', { bias: true }],
  ['gelu', { activation: 'gelu' }],
  ['residual', { residual: true }],
  ['bias, gelu', { bias: true, activation: 'gelu' }],
  ['bias, gelu, residual', { bias: true, activation: 'gelu', residual: true }],
];

/** [leading sizes, M, K, N] */
type ProductSizes = [number[], number, number, number];

function productCase(title: string, sizes: ProductSizes, transposes: Transposes = {}, fused: Fused = {}): KernelCase {
  const [leading, M, K, N] = sizes;
  const { transposeA, transposeB } = transposes;
  const a = [...leading, ...(transposeA ? [K, M] : [M, K])];
  const b = [...leading, ...(transposeB ? [N, K] : [K, N])];
  const extras = [...(fused.bias ? [[N]] : []), ...(fused.residual ? [[...leading, M, N]] : [])];
  return {
    title: `matMul ${title}`,
    shapes: [a, b, ...extras],
    run: ([x, y, ...rest]) => {
      const bias = fused.bias ? { bias: rest.shift() as Tensor1D } : {};
      const residual = fused.residual ? { residual: rest.shift() as Tensor } : {};
      const activation = fused.activation ? { activation: fused.activation } : {};
      return matMul(x as Tensor, y as Tensor, { ...transposes, ...bias, ...activation, ...residual });
    },
  };
}

const PRODUCTS: KernelCase[] = [
  productCase('1×1×1', [[], 1, 1, 1]),
  ...FORMS.map(([form, transposes]) => productCase(`odd, ${form}`, [[], 5, 7, 3], transposes)),
  productCase('257 rows', [[], 257, 13, 65]),
  productCase('blocks, AᵀB', [[], 100, 130, 17], { transposeA: true }),
  productCase('blocks, ABᵀ', [[], 97, 24, 101], { transposeB: true }),
  productCase('deeper than one block', [[], 9, 521, 10]),
  productCase('wider than one block', [[], 3, 5, 523]),
  productCase('batch', [[2, 3], 5, 4, 9]),
  productCase('batch, AᵀBᵀ', [[3], 5, 11, 6], { transposeA: true, transposeB: true }),
  productCase('empty batch', [[0], 2, 3, 5]),
  productCase('empty batch, no rows', [[], 0, 3, 5]),
  ...FORMS.flatMap(([form, transposes]) =>
    FUSIONS.map(([name, fused]) => productCase(`odd, ${form}, ${name}`, [[], 5, 7, 3], transposes, fused)),
  ),
  ...FORMS.map(([form, transposes]) =>
    productCase(`blocks, ${form}, bias, gelu, residual`, [[], 70, 33, 67], transposes, FUSIONS[4]?.[1]),
  ),
  ...FORMS.map(([form, transposes]) =>
    productCase(`batch, ${form}, bias, gelu, residual`, [[2, 2], 5, 3, 6], transposes, FUSIONS[4]?.[1]),
  ),
  productCase('batch, bias', [[3], 4, 5, 7], {}, { bias: true }),
  productCase('257 rows, gelu', [[], 257, 5, 9], {}, { activation: 'gelu' }),
  productCase('empty batch, bias, gelu, residual', [[], 0, 3, 5], {}, FUSIONS[4]?.[1]),
  ...[1, 2, 3, 7].map((rows) => productCase(`few rows: ${rows}`, [[], rows, 37, 70])),
  ...[1, 2, 3, 7].map((rows) =>
    productCase(`few rows: ${rows}, ABᵀ, bias`, [[], rows, 37, 70], { transposeB: true }, { bias: true }),
  ),
];

/** [N, C, E]; the product kernel in the words of a layer. */
function linearCase(title: string, [n, c, e]: number[], fused: Fused & { transposeWeight?: boolean } = {}): KernelCase {
  const { transposeWeight = false, residual: hasResidual, activation } = fused;
  const [N = 0, C = 0, E = 0] = [n, c, e];
  return {
    title: `linear ${N}×${C}×${E}${title}`,
    shapes: [[N, C], transposeWeight ? [E, C] : [C, E], [E], ...(hasResidual ? [[N, E]] : [])],
    run: ([x, w, b, r]) => {
      const options = { transposeWeight, ...(activation && { activation }), ...(r && { residual: r as Tensor2D }) };
      return linear(x as Tensor2D, w as Tensor2D, b as Tensor1D, options);
    },
  };
}

const LINEARS: KernelCase[] = [
  linearCase('', [1, 1, 1]),
  linearCase('', [7, 13, 5]),
  linearCase('', [257, 33, 65]),
  linearCase(', weight transposed', [7, 13, 5], { transposeWeight: true }),
  linearCase(', gelu', [7, 13, 20], { activation: 'gelu' }),
  linearCase(', residual', [7, 20, 13], { residual: true }),
  linearCase(', empty batch', [0, 7, 5], { activation: 'gelu' }),
];

/** Which keys of [B, T] may be attended. */
const MASKS: [string, (B: number, T: number) => Uint8Array][] = [
  ['padded on the right', (B, T) => bytes(B, T, (b, t) => t < T - 2 * b - 1)],
  ['padded on the left', (B, T) => bytes(B, T, (b, t) => t >= b + 1)], // causal: the first queries see nothing
  ['all masked but one', (B, T) => bytes(B, T, (b, t) => t === Math.min(T - 1, 2 + b))],
  ['all masked', (B, T) => bytes(B, T, () => false)],
];

function bytes(B: number, T: number, mayAttend: (b: number, t: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: B * T }, (_, i) => (mayAttend(Math.floor(i / T), i % T) ? 1 : 0));
}

function attentionCase(title: string, shape: number[], causal: boolean, mask?: Uint8Array): KernelCase {
  return {
    title: `attention ${shapeName(shape)}${title}`,
    shapes: [shape, shape, shape],
    scale: 2,
    run: ([q, k, v]) => attention(q as Tensor4D, k as Tensor4D, v as Tensor4D, { causal, ...(mask && { mask }) }),
  };
}

/** `shape` is [B, T, C]; the input is [B, T, 3C]. */
function packedCase(title: string, shape: number[], nHead: number, causal = true, mask?: Uint8Array): KernelCase {
  const [B = 0, T = 0, C = 0] = shape;
  return {
    title: `selfAttention ${shapeName(shape)} of ${nHead}${title}`,
    shapes: [[B, T, 3 * C]],
    scale: 2,
    run: ([qkv]) => selfAttention(qkv as Tensor3D, { nHead, causal, ...(mask && { mask }) }),
  };
}

const BOTH_WAYS: [string, boolean][] = [
  ['causal', true],
  ['bidirectional', false],
];

const ATTENTIONS: KernelCase[] = [
  ...[
    [1, 1, 1, 1],
    [2, 3, 5, 7],
    [1, 2, 49, 16],
    [1, 1, 131, 65],
    [1, 1, 257, 3],
  ].map((shape) => ({
    title: `causalAttention ${shapeName(shape)}`,
    shapes: [shape, shape, shape],
    scale: 2,
    run: ([q, k, v]: Tensor[]) => causalAttention(q as Tensor4D, k as Tensor4D, v as Tensor4D),
  })),
  ...[
    [1, 1, 1, 1],
    [2, 3, 5, 7],
    [1, 2, 49, 16],
    [1, 1, 131, 65],
    [0, 2, 5, 4],
  ].map((shape) => attentionCase(', bidirectional', shape, false)),
  ...BOTH_WAYS.flatMap(([way, causal]) =>
    MASKS.flatMap(([name, mask]) => [
      attentionCase(`, ${way}, ${name}`, [2, 3, 5, 7], causal, mask(2, 5)),
      packedCase(`, ${way}, ${name}`, [2, 5, 6], 2, causal, mask(2, 5)),
    ]),
  ),
  attentionCase(', bidirectional, padded', [2, 1, 71, 9], false, MASKS[0]?.[1](2, 71)),
  attentionCase(', causal, padded', [2, 1, 71, 9], true, MASKS[1]?.[1](2, 71)),
  packedCase('', [1, 1, 1], 1),
  packedCase('', [2, 5, 21], 3),
  packedCase(', bidirectional', [2, 5, 21], 3, false),
  packedCase('', [1, 49, 32], 2),
  packedCase('', [1, 131, 65], 1),
  packedCase('', [1, 257, 6], 2),
  packedCase(', padded', [2, 71, 36], 4, true, MASKS[0]?.[1](2, 71)),
  packedCase(', empty batch', [0, 5, 6], 2),
];

const norms = ([x, g, b]: Tensor[]) => layerNorm(x as Tensor, g as Tensor1D, b as Tensor1D);
const addAndNorm = ([x, r, g, b]: Tensor[]) => addLayerNorm(x as Tensor, r as Tensor, g as Tensor1D, b as Tensor1D);

const NORM_SHAPES = [
  [2, 5, 64],
  [7, 13],
  [3, 257],
  [70, 3],
  [5, 1],
  [0, 4],
];

const NORMS: KernelCase[] = [
  ...NORM_SHAPES.map((shape) => ({
    title: `layerNorm ${shapeName(shape)}`,
    shapes: [shape, shape.slice(-1), shape.slice(-1)],
    run: norms,
  })),
  ...NORM_SHAPES.map((shape) => ({
    title: `addLayerNorm ${shapeName(shape)}`,
    shapes: [shape, shape, shape.slice(-1), shape.slice(-1)],
    run: (inputs: Tensor[]) => Object.values(addAndNorm(inputs)),
  })),
  {
    title: 'addLayerNorm whose sum nobody reads',
    shapes: [[7, 13], [7, 13], [13], [13]],
    run: (inputs) => {
      const { normalised, sum } = addAndNorm(inputs);
      sum.dispose();
      return normalised;
    },
  },
  {
    title: 'addLayerNorm whose norm nobody reads',
    shapes: [[7, 13], [7, 13], [13], [13]],
    run: (inputs) => {
      const { normalised, sum } = addAndNorm(inputs);
      normalised.dispose();
      return sum;
    },
  },
];

const everyNth = (count: number, vocabSize: number, step: number) =>
  Int32Array.from({ length: count }, (_, i) => (i * step) % vocabSize);

const withIgnored = (labels: Int32Array) => labels.map((label, i) => (i % 3 === 1 ? -1 : label));

const LOGIT_SHAPES = [
  [1, 1],
  [5, 13],
  [70, 65],
  [3, 2053],
  [0, 5],
];

const TOKENS: KernelCase[] = [
  ...[
    [1, 1, 1],
    [13, 7, 30],
    [257, 33, 64],
    [5, 3, 0],
  ].map(([vocabSize = 0, width = 0, count = 0]) => ({
    title: `embedding of ${count} tokens in [${vocabSize}, ${width}]`,
    shapes: [[vocabSize, width]],
    run: ([w]: Tensor[]) => embedding(w as Tensor2D, everyNth(count, vocabSize, 7), [count, 1]),
  })),
  ...LOGIT_SHAPES.flatMap(([rows = 0, vocabSize = 0]) => [
    {
      title: `crossEntropy ${rows}×${vocabSize}`,
      shapes: [[rows, vocabSize]],
      scale: 5,
      run: ([logits]: Tensor[]) => crossEntropy(logits as Tensor2D, everyNth(rows, vocabSize, 11)),
    },
    {
      title: `tokenLogProbs ${rows}×${vocabSize}`,
      shapes: [[rows, vocabSize]],
      scale: 5,
      run: ([logits]: Tensor[]) => tokenLogProbs(logits as Tensor2D, everyNth(rows, vocabSize, 11)),
    },
  ]),
  {
    title: 'crossEntropy with ignored rows',
    shapes: [[8, 17]],
    run: ([logits]) => crossEntropy(logits as Tensor2D, withIgnored(everyNth(8, 17, 5))),
  },
  {
    title: 'crossEntropy with every row ignored',
    shapes: [[3, 5]],
    run: ([logits]) => crossEntropy(logits as Tensor2D, new Int32Array(3).fill(-1)),
  },
  {
    title: 'crossEntropy of logits near ±1e4',
    shapes: [[4, 9]],
    scale: 1e4,
    run: ([logits]) => crossEntropy(logits as Tensor2D, everyNth(4, 9, 2)),
  },
  {
    title: 'tokenLogProbs of logits near ±1e4',
    shapes: [[4, 9]],
    scale: 1e4,
    run: ([logits]) => tokenLogProbs(logits as Tensor2D, everyNth(4, 9, 2)),
  },
];

const ELEMENTWISE: KernelCase[] = [
  ...[[1], [3], [257], [4, 5, 6], [0]].map((shape) => ({
    title: `gelu ${shapeName(shape)}`,
    shapes: [shape],
    scale: 4,
    run: ([x]: Tensor[]) => gelu(x as Tensor),
  })),
  ...[0.1, 0.5].map((rate) => ({
    title: `dropout of ${rate}`,
    shapes: [[3, 257]],
    run: ([x]: Tensor[]) => dropout(x as Tensor, rate, 12345),
  })),
];

export const CASES: KernelCase[] = [...PRODUCTS, ...LINEARS, ...ELEMENTWISE, ...NORMS, ...ATTENTIONS, ...TOKENS];
