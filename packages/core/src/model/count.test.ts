import { engine, memory, type Tensor, type TensorInfo, variableGrads } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { peakBytes } from '../../test/watch-heap.ts';
import { selectBackend } from '../backend/select-backend.ts';
import { complete } from '../evaluate/complete.ts';
import { createOptimizer } from '../train/optimizer.ts';
import { trainStep } from '../train/train-step.ts';
import { encoderSpecs, poolerSpecs } from './bert-parameters.ts';
import { countFlops, estimateTrainingFlops } from './count-flops.ts';
import { countMemory } from './count-memory.ts';
import { countBertParameters, countParameters } from './count-parameters.ts';
import { createGpt, type Gpt } from './gpt.ts';
import { createGptCache } from './gpt-cache.ts';
import { type ParameterSpec, sizeOf } from './gpt-parameters.ts';
import { GPT2_SIZES, GPT3_SIZES } from './published-sizes.ts';

const GPT2 = { vocabSize: 50257, nLayer: 12, nHead: 12, nEmbd: 768, blockSize: 1024 };
const SMALL = { vocabSize: 65, nLayer: 2, nHead: 2, nEmbd: 32, blockSize: 16 };
const GIGA = 1e9;

const idsOf = (length: number) => Int32Array.from({ length }, (_, i) => (i * 7) % 60);

describe('countParameters', () => {
  it('counts the 124,439,808 parameters of GPT-2, part by part', () => {
    expect(countParameters(GPT2)).toEqual({
      tokenEmbedding: 38_597_376,
      positionEmbedding: 786_432,
      attentionQkv: 21_261_312,
      attentionScores: 0,
      attentionProjection: 7_087_104,
      mlp: 56_669_184,
      norms: 38_400,
      head: 0,
      total: 124_439_808,
    });
  });

  it('counts the 109,482,240 parameters of bert-base-uncased', () => {
    const config = { vocabSize: 30522, nLayer: 12, nHead: 12, nEmbd: 768, blockSize: 512 };
    expect(countBertParameters(config).total).toBe(109_482_240);
    const narrow = { ...SMALL, nInner: 48, typeVocabSize: 3 };
    expect(countBertParameters(narrow).total).toBe(sizesOf([...encoderSpecs(narrow), ...poolerSpecs(narrow)]));
  });

  it.each([...GPT2_SIZES, ...GPT3_SIZES])(
    'gives $name what its paper says, within 2.5 %',
    ({ config, publishedParameters }) => {
      expect(Math.abs(countParameters(config).total / publishedParameters - 1)).toBeLessThan(0.025);
    },
  );

  it('refuses a shape no model has', () => {
    expect(() => countParameters({ ...GPT2, nHead: 7 })).toThrow(expect.objectContaining({ field: 'nEmbd' }));
  });
});

describe('countFlops', () => {
  it('counts every multiply-add of the products that a loss and its gradient really run', async () => {
    await selectBackend({ prefer: 'cpu' }); // there our kernels are compositions of tfjs' own product
    const model = createGpt(SMALL, { seed: 1 });
    const { forward, backward } = countFlops(SMALL, { batch: 3, length: 10 });
    let forwardFlops = 0;
    const all = await productFlops((counted) => {
      const { value, grads } = variableGrads(() => {
        const loss = model.loss(idsOf(30), idsOf(30), [3, 10]);
        forwardFlops = counted();
        return loss;
      }, [...model.parameters.values()]);
      for (const tensor of [value, ...Object.values(grads)]) tensor.dispose();
    });
    expect(forwardFlops).toBe(forward.total - forward.norms);
    expect(all - forwardFlops).toBe(backward.total - backward.norms);
    model.dispose();
  });

  it('counts a generated token as 2 per weight it meets, and its look at what the cache holds', () => {
    const { forward } = countFlops(SMALL, { length: 1, past: 9 });
    const { attentionQkv, attentionProjection, mlp, tokenEmbedding } = countParameters(SMALL);
    const biases = 2 * (3 + 1 + 4 + 1) * 32;
    const weights = attentionQkv + attentionProjection + mlp + tokenEmbedding - biases;
    expect(forward.total - forward.norms).toBe(2 * weights + 2 * (4 * 10 * 32));
  });

  it('comes near 6·N·D for GPT-3, whose paper says 3.14e23 for 300 billion tokens', () => {
    const { config } = GPT3_SIZES.at(-1) ?? { config: GPT2 };
    const tokens = 300 * GIGA;
    const estimate = estimateTrainingFlops(countParameters(config).total, tokens);
    expect(estimate / 1e23).toBeCloseTo(3.14, 2);
    const { forward, backward } = countFlops(config);
    const counted = ((forward.total + backward.total) * tokens) / config.blockSize;
    expect(counted / estimate).toBeGreaterThan(1); // the estimate leaves out the scores
    expect(counted / estimate).toBeLessThan(1.05);
  });

  it.each([
    ['batch', 0],
    ['length', 1.5],
    ['past', -1],
  ])('names %s when it is %s', (field, value) => {
    expect(() => countFlops(SMALL, { [field]: value })).toThrow(expect.objectContaining({ field }));
  });
});

describe('countMemory', () => {
  beforeAll(() => selectBackend({ prefer: 'wasm' }));
  const shapes = [
    { config: SMALL, batch: 4 }, // activations and the last MLP
    { config: { vocabSize: 1000, nLayer: 2, nHead: 4, nEmbd: 64, blockSize: 32 }, batch: 3 }, // the logits
    { config: { vocabSize: 200, nLayer: 3, nHead: 4, nEmbd: 96, blockSize: 16 }, batch: 1 }, // the weights
  ];

  it.each(shapes)(
    'foretells within 0.5 % the bytes a training step has in use at its peak: %j',
    async ({ config, batch }) => {
      const model = createGpt(config, { seed: 1 });
      const optimizer = createOptimizer(model.parameters, { beta1: 0.9, beta2: 0.99, weightDecay: 0.1 });
      step(model, optimizer, batch); // the first one may make what the backend keeps
      const { peak, weights, gradients, moments } = countMemory(config, { batch, training: true });
      const measured = await peakBytes(() => step(model, optimizer, batch));
      expect(Math.abs((peak - weights - moments) / measured - 1)).toBeLessThan(0.005);
      expect(gradients).toBe(weights);
      optimizer.dispose();
      model.dispose();
    },
  );

  it('foretells to the byte what weights, moments and a cache take', () => {
    const empty = memory().numBytes;
    const model = createGpt(SMALL, { seed: 1 });
    const { weights, moments } = countMemory(SMALL, { training: true });
    expect(memory().numBytes - empty).toBe(weights);
    const optimizer = createOptimizer(model.parameters, { beta1: 0.9, beta2: 0.99, weightDecay: 0.1 });
    expect(memory().numBytes - empty).toBe(weights + moments);
    const cache = createGptCache(SMALL, { batch: 3, capacity: 5 });
    const { kvCache } = countMemory(SMALL, { batch: 3, length: 5, training: false });
    expect(memory().numBytes - empty).toBe(weights + moments + kvCache);
    for (const owner of [cache, optimizer, model]) owner.dispose();
  });

  it.each(shapes)(
    'foretells to the byte what reading a prompt has in use at its peak: %j',
    async ({ config, batch }) => {
      const model = createGpt(config, { seed: 1 });
      const prompts = Array.from({ length: batch }, () => idsOf(config.blockSize));
      const read = () => complete(model, prompts, { maxTokens: 1, seed: 1 });
      await read();
      const { peak, weights } = countMemory(config, { batch, training: false });
      expect(await peakBytes(read)).toBe(peak - weights);
      model.dispose();
    },
  );

  it('needs half for 16 bits, and no room for T×T scores', () => {
    const count = (dtype: 'float32' | 'float16', length: number) =>
      countMemory(GPT2, { training: false, length, dtype }).peak;
    expect(count('float16', 64)).toBe(count('float32', 64) / 2);
    const [short, long] = [countMemory(GPT2, { training: true, length: 512 }), countMemory(GPT2, { training: true })];
    expect(long.activations / short.activations).toBeCloseTo(2, 2);
  });
});

/** How many numbers a list of parameters holds; models are made from these lists. */
function sizesOf(specs: readonly ParameterSpec[]): number {
  return specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function step(model: Gpt, optimizer: ReturnType<typeof createOptimizer>, batch: number): void {
  const { blockSize } = model.config;
  const ids = idsOf(batch * blockSize);
  const batches = [{ inputs: ids, targets: ids, shape: [batch, blockSize] as const }];
  trainStep(model, optimizer, batches, { step: 1, learningRate: 1e-3, gradClip: 1, dropoutSeed: 0 }).dispose();
}

/** Returns 2·M·N·K of every matrix product that tfjs runs during a task, which may ask how many there were so far. */
async function productFlops(task: (counted: () => number) => unknown): Promise<number> {
  const tfjs = engine();
  const { runKernel } = tfjs;
  let flops = 0;
  tfjs.runKernel = ((name, inputs, attributes) => {
    const output = runKernel.call(tfjs, name, inputs, attributes) as TensorInfo | TensorInfo[];
    if (name === 'BatchMatMul') {
      const { a } = inputs as Record<'a', Tensor>;
      const inner = a.shape.at((attributes as { transposeA?: boolean }).transposeA ? -2 : -1) ?? 0;
      flops += 2 * inner * (output as Tensor).size;
    }
    return output;
  }) as typeof runKernel;
  try {
    await task(() => flops);
    return flops;
  } finally {
    tfjs.runKernel = runKernel;
  }
}
