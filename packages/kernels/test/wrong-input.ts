/** Every public op is given what it can't take: it throws before any kernel runs, and leaves no tensor behind. */
import {
  engine,
  memory,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  type Variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import {
  adamW,
  addLayerNorm,
  attention,
  cachedAttention,
  causalAttention,
  clipByGlobalNorm,
  createKvCache,
  crossEntropy,
  dropout,
  embedding,
  fromHalf,
  gelu,
  globalNorm,
  KernelError,
  layerNorm,
  linear,
  linearInt8,
  matMul,
  quantizeInt8,
  ShapeError,
  selfAttention,
  toHalf,
  tokenLogProbs,
  uniform,
} from '../src/index.ts';

/** Gives the float32 or int32 zeros of a shape; the same tensor for the same shape. */
interface Inputs {
  floats<T extends Tensor>(...shape: number[]): T;
  ints<T extends Tensor>(...shape: number[]): T;
}

type Wrong = [
  title: string,
  run: (inputs: Inputs) => unknown,
  error: typeof ShapeError | typeof KernelError,
  says: RegExp,
];

const IDS = Int32Array.of(0, 1);
const ADAMW = { step: 1, learningRate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
const CACHE = { batch: 2, blockSize: 4, nEmbd: 6 };
/** What plain JavaScript can pass where TypeScript would not. */
const untyped = <T>(value: unknown): T => value as T;

const WRONG: Wrong[] = [
  [
    'matMul: dtype of a',
    (i) => matMul(i.ints(2, 3), i.floats(3, 4)),
    ShapeError,
    /a has dtype int32; float32 was needed/,
  ],
  ['matMul: dtype of b', (i) => matMul(i.floats(2, 3), i.ints(3, 4)), ShapeError, /b has dtype int32/],
  ['matMul: a vector', (i) => matMul(i.floats(3), i.floats(3, 4)), ShapeError, /a has shape \[3\]; rank 2 or more/],
  [
    'matMul: inner sizes',
    (i) => matMul(i.floats(2, 3), i.floats(4, 5)),
    ShapeError,
    /\[3, N\] was needed|\[3, N\] for a/,
  ],
  ['matMul: transposed', (i) => matMul(i.floats(2, 3), i.floats(3, 4), { transposeB: true }), ShapeError, /\[N, 3\]/],
  ['matMul: leading sizes', (i) => matMul(i.floats(2, 2, 3), i.floats(1, 3, 4)), ShapeError, /\[2, 3, N\]/],
  ['matMul: ranks', (i) => matMul(i.floats(2, 2, 3), i.floats(3, 4)), ShapeError, /matMul: b has shape/],
  [
    'matMul: bias',
    (i) => matMul(i.floats(2, 3), i.floats(3, 4), { bias: i.floats(3) }),
    ShapeError,
    /bias has shape \[3\]/,
  ],
  [
    'matMul: dtype of bias',
    (i) => matMul(i.floats(2, 3), i.floats(3, 4), { bias: i.ints(4) }),
    ShapeError,
    /bias has dtype/,
  ],
  [
    'matMul: residual',
    (i) => matMul(i.floats(2, 3), i.floats(3, 4), { residual: i.floats(4) }),
    ShapeError,
    /residual has/,
  ],
  [
    'matMul: activation',
    (i) => matMul(i.floats(2, 3), i.floats(3, 4), { activation: untyped('relu') }),
    KernelError,
    /'none' or 'gelu'/,
  ],
  ['linear: x', (i) => linear(i.floats(2, 3, 4), i.floats(4, 5)), ShapeError, /x has shape \[2, 3, 4\]; \[N, C\]/],
  [
    'linear: weight',
    (i) => linear(i.floats(2, 3), i.floats(2, 3)),
    ShapeError,
    /linear: weight has shape \[2, 3\]; \[C, E\] = \[3, \?\]/,
  ],
  [
    'linear: weight transposed',
    (i) => linear(i.floats(2, 3), i.floats(3, 4), undefined, { transposeWeight: true }),
    ShapeError,
    /\[E, C\] = \[\?, 3\]/,
  ],
  ['linear: bias', (i) => linear(i.floats(2, 3), i.floats(3, 4), i.floats(3)), ShapeError, /bias has shape \[3\]/],
  [
    'linear: residual',
    (i) => linear(i.floats(2, 3), i.floats(3, 4), i.floats(4), { residual: i.floats(2, 3) }),
    ShapeError,
    /residual/,
  ],
  [
    'linear: activation',
    (i) => linear(i.floats(2, 3), i.floats(3, 4), i.floats(4), { activation: untyped('tanh') }),
    KernelError,
    /tanh/,
  ],
  ['attention: rank', (i) => attention(untyped(i.floats(2, 3, 4)), heads(i), heads(i)), ShapeError, /q has shape/],
  ['attention: no dimension', (i) => attention(i.floats(1, 2, 3, 0), heads(i), heads(i)), ShapeError, /D ≥ 1/],
  ['attention: k', (i) => attention(heads(i), i.floats(1, 2, 4, 4), heads(i)), ShapeError, /k has shape/],
  ['attention: v', (i) => attention(heads(i), heads(i), i.floats(1, 2, 3, 5)), ShapeError, /v has shape/],
  ['attention: dtype', (i) => attention(i.ints(1, 2, 3, 4), heads(i), heads(i)), ShapeError, /q has dtype/],
  [
    'attention: mask',
    (i) => attention(heads(i), heads(i), heads(i), { mask: new Uint8Array(4) }),
    ShapeError,
    /mask has shape \[4\]/,
  ],
  [
    'attention: kind of mask',
    (i) => attention(heads(i), heads(i), heads(i), { mask: untyped([1, 1, 1]) }),
    ShapeError,
    /not a Uint8Array/,
  ],
  [
    'causalAttention: k',
    (i) => causalAttention(heads(i), i.floats(1, 1, 3, 4), heads(i)),
    ShapeError,
    /causalAttention: k/,
  ],
  [
    'selfAttention: rank',
    (i) => selfAttention(untyped(i.floats(6, 18)), { nHead: 2 }),
    ShapeError,
    /qkv has shape \[6, 18\]/,
  ],
  ['selfAttention: heads', (i) => selfAttention(i.floats(2, 3, 18), { nHead: 4 }), ShapeError, /nHead = 4/],
  ['selfAttention: no heads', (i) => selfAttention(i.floats(2, 3, 18), { nHead: 0 }), ShapeError, /nHead = 0/],
  ['selfAttention: dtype', (i) => selfAttention(i.ints(2, 3, 18), { nHead: 2 }), ShapeError, /qkv has dtype/],
  [
    'selfAttention: mask',
    (i) => selfAttention(i.floats(2, 3, 18), { nHead: 2, mask: new Uint8Array(3) }),
    ShapeError,
    /mask/,
  ],
  ['createKvCache: size', () => createKvCache({ batch: 0, blockSize: 4, nEmbd: 6 }), KernelError, /batch is 0/],
  [
    'createKvCache: fraction',
    () => createKvCache({ batch: 1, blockSize: 4.5, nEmbd: 6 }),
    KernelError,
    /blockSize is 4.5/,
  ],
  [
    'cachedAttention: batch',
    (i) => cachedAttention(i.floats(1, 1, 18), cache(i), { nHead: 2 }),
    ShapeError,
    /\[2, T, 18\]/,
  ],
  [
    'cachedAttention: width',
    (i) => cachedAttention(i.floats(2, 1, 12), cache(i), { nHead: 2 }),
    ShapeError,
    /\[2, T, 18\]/,
  ],
  [
    'cachedAttention: heads',
    (i) => cachedAttention(i.floats(2, 1, 18), cache(i), { nHead: 5 }),
    ShapeError,
    /nHead = 5/,
  ],
  [
    'cachedAttention: full',
    (i) => cachedAttention(i.floats(2, 2, 18), cache(i, 3), { nHead: 2 }),
    ShapeError,
    /T ≤ 1, the room left/,
  ],
  [
    'cachedAttention: mask',
    (i) => cachedAttention(i.floats(2, 1, 18), cache(i), { nHead: 2, mask: new Uint8Array(2) }),
    ShapeError,
    /2·4 bytes/,
  ],
  ['layerNorm: gain', (i) => layerNorm(i.floats(2, 3), i.floats(2), i.floats(3)), ShapeError, /gain has shape \[2\]/],
  ['layerNorm: bias', (i) => layerNorm(i.floats(2, 3), i.floats(3), i.floats(2)), ShapeError, /bias has shape \[2\]/],
  [
    'layerNorm: dtype',
    (i) => layerNorm(i.ints(2, 3), i.floats(3), i.floats(3)),
    ShapeError,
    /layerNorm: x has dtype int32/,
  ],
  ['layerNorm: epsilon', (i) => layerNorm(i.floats(2, 3), i.floats(3), i.floats(3), -1), KernelError, /epsilon is -1/],
  ['layerNorm: no width', (i) => layerNorm(i.floats(2, 0), i.floats(0), i.floats(0)), ShapeError, /C ≥ 1/],
  [
    'addLayerNorm: residual',
    (i) => addLayerNorm(i.floats(2, 3), i.floats(3, 3), i.floats(3), i.floats(3)),
    ShapeError,
    /residual/,
  ],
  [
    'addLayerNorm: gain',
    (i) => addLayerNorm(i.floats(2, 3), i.floats(2, 3), i.floats(2), i.floats(3)),
    ShapeError,
    /gain/,
  ],
  [
    'addLayerNorm: epsilon',
    (i) => addLayerNorm(i.floats(2, 3), i.floats(2, 3), i.floats(3), i.floats(3), Number.NaN),
    KernelError,
    /epsilon is NaN/,
  ],
  ['embedding: weight', (i) => embedding(untyped(i.floats(3)), IDS, [2]), ShapeError, /weight has shape \[3\]/],
  [
    'embedding: id',
    (i) => embedding(i.floats(1, 3), IDS, [2]),
    ShapeError,
    /tokenIds\[1\] is 1; an id in 0…0 was needed/,
  ],
  [
    'embedding: ignored id',
    (i) => embedding(i.floats(2, 3), Int32Array.of(-1), [1]),
    ShapeError,
    /tokenIds\[0\] is -1/,
  ],
  ['embedding: count', (i) => embedding(i.floats(2, 3), IDS, [3]), ShapeError, /tokenIds has shape \[2\]/],
  ['embedding: kind of ids', (i) => embedding(i.floats(2, 3), untyped([0, 1]), [2]), ShapeError, /not an Int32Array/],
  ['crossEntropy: logits', (i) => crossEntropy(untyped(i.floats(3)), IDS), ShapeError, /logits has shape \[3\]/],
  ['crossEntropy: count', (i) => crossEntropy(i.floats(1, 3), IDS), ShapeError, /targets has shape \[2\]/],
  ['crossEntropy: target', (i) => crossEntropy(i.floats(2, 3), Int32Array.of(0, -2)), ShapeError, /targets\[1\] is -2/],
  ['tokenLogProbs: logits', (i) => tokenLogProbs(i.ints(2, 3), IDS), ShapeError, /logits has dtype int32/],
  ['tokenLogProbs: count', (i) => tokenLogProbs(i.floats(3, 3), IDS), ShapeError, /tokenIds has shape \[2\]/],
  [
    'tokenLogProbs: ignored id',
    (i) => tokenLogProbs(i.floats(2, 3), Int32Array.of(0, -1)),
    ShapeError,
    /tokenIds\[1\] is -1/,
  ],
  ['gelu: dtype', (i) => gelu(i.ints(3)), ShapeError, /gelu: x has dtype int32/],
  ['dropout: dtype', (i) => dropout(i.ints(3), 0.5, 1), ShapeError, /dropout: x has dtype int32/],
  ['dropout: rate', (i) => dropout(i.floats(3), 1, 1), KernelError, /rate is 1/],
  ['dropout: seed', (i) => dropout(i.floats(3), 0.5, 0.5), KernelError, /seed is 0.5/],
  ['uniform: shape', () => uniform([2, -1], 1), KernelError, /shape is \[2, -1\]/],
  ['uniform: seed', () => uniform([2], Number.NaN), KernelError, /seed is NaN/],
  [
    'adamW: lists',
    (i) => adamW({ ...update(i), gradients: [] }),
    KernelError,
    /gradients has 0 entries; 1, one per parameter/,
  ],
  [
    'adamW: gradient',
    (i) => adamW({ ...update(i), gradients: [i.floats(3)] }),
    ShapeError,
    /gradients\[0\] has shape \[3\]/,
  ],
  [
    'adamW: moment',
    (i) => adamW({ ...update(i), firstMoments: [untyped<Variable>(i.floats(3))] }),
    ShapeError,
    /firstMoments\[0\]/,
  ],
  ['adamW: step', (i) => adamW({ ...update(i), step: 0 }), KernelError, /step is 0/],
  ['adamW: beta', (i) => adamW({ ...update(i), beta1: 1 }), KernelError, /beta1 is 1/],
  ['globalNorm: dtype', (i) => globalNorm([i.floats(3), i.ints(3)]), ShapeError, /tensors\[1\] has dtype int32/],
  ['clipByGlobalNorm: norm', (i) => clipByGlobalNorm([i.floats(3)], 0), KernelError, /maxNorm is 0/],
  ['clipByGlobalNorm: dtype', (i) => clipByGlobalNorm([i.ints(3)], 1), ShapeError, /tensors\[0\]/],
  ['fromHalf: kind of bits', () => fromHalf(untyped([1, 2]), 'float16', [2]), ShapeError, /not a Uint16Array/],
  [
    'fromHalf: count',
    () => fromHalf(new Uint16Array(3), 'float16', [2, 2]),
    ShapeError,
    /4 patterns for shape \[2, 2\]/,
  ],
  ['fromHalf: format', () => fromHalf(new Uint16Array(1), untyped('float8'), [1]), KernelError, /format is float8/],
  ['toHalf: dtype', (i) => toHalf(i.ints(3), 'float16'), ShapeError, /toHalf: x has dtype int32/],
  ['toHalf: format', (i) => toHalf(i.floats(3), untyped('half')), KernelError, /format is half/],
  ['quantizeInt8: rank', (i) => quantizeInt8(untyped(i.floats(3))), ShapeError, /weight has shape \[3\]/],
  ['quantizeInt8: empty', (i) => quantizeInt8(i.floats(0, 3)), ShapeError, /C, E ≥ 1/],
  [
    'linearInt8: x',
    (i) => linearInt8(i.floats(2, 4), int8(i)),
    ShapeError,
    /x has shape \[2, 4\]; \[N, C\] = \[\?, 3\]/,
  ],
  ['linearInt8: bias', (i) => linearInt8(i.floats(2, 3), int8(i), i.floats(4)), ShapeError, /bias has shape \[4\]/],
  [
    'linearInt8: residual',
    (i) => linearInt8(i.floats(2, 3), int8(i), undefined, { residual: i.floats(5, 2) }),
    ShapeError,
    /residual/,
  ],
  [
    'linearInt8: activation',
    (i) => linearInt8(i.floats(2, 3), int8(i), undefined, { activation: untyped('relu') }),
    KernelError,
    /relu/,
  ],
];

const heads = (i: Inputs) => i.floats<Tensor4D>(1, 2, 3, 4);

/** A cache of `CACHE`'s sizes without making one, for which a kernel would run. */
const cache = (i: Inputs, length = 0) => ({
  keys: i.floats<Tensor3D>(CACHE.batch, CACHE.blockSize, CACHE.nEmbd),
  values: i.floats<Tensor3D>(CACHE.batch, CACHE.blockSize, CACHE.nEmbd),
  length,
  dispose: () => undefined,
});

/** A quantized weight [3, 5]. */
const int8 = (i: Inputs) => ({
  values: i.ints<Tensor2D>(3, 2),
  scales: i.floats<Tensor1D>(5),
  shape: [3, 5] as const,
  dispose: () => undefined,
});

const update = (i: Inputs) => {
  const own = untyped<Variable>(i.floats(2, 3));
  return { parameters: [own], gradients: [own], firstMoments: [own], secondMoments: [own], weightDecay: [0], ...ADAMW };
};

/** Call it on any backend: nothing reaches the backend. */
export function testWrongInput(): void {
  test.each(WRONG)('%s is refused before any kernel runs', async (_title, run, error, says) => {
    const { inputs, dispose } = makeInputs();
    // Made by a first try, so that the second makes none of its own.
    await attempt(() => run(inputs));
    const before = memory();
    const runKernel = vi.spyOn(engine(), 'runKernel');
    const thrown = await attempt(() => run(inputs));
    const calls = runKernel.mock.calls.map(([name]) => name);
    runKernel.mockRestore();
    expect(thrown).toBeInstanceOf(error);
    expect((thrown as Error).message).toMatch(says);
    expect(calls).toEqual([]);
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);
    dispose();
  });
}

/** Returns what `run` threw or rejected with. */
async function attempt(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

function makeInputs(): { inputs: Inputs; dispose(): void } {
  const made = new Map<string, Tensor>();
  const get = <T extends Tensor>(dtype: 'float32' | 'int32', shape: number[]): T => {
    const key = `${dtype} ${shape}`;
    const found = made.get(key) ?? zeros(shape, dtype);
    made.set(key, found);
    return found as T;
  };
  return {
    inputs: { floats: (...shape) => get('float32', shape), ints: (...shape) => get('int32', shape) },
    dispose() {
      for (const tensor of made.values()) tensor.dispose();
    },
  };
}
