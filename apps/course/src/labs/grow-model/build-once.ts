/** Builds a model, lets it learn one step on random tokens, measures both, and frees everything. */
import { createGpt, createOptimizer, createRandom, trainStep } from '@glassbox/core';
import type { Built, Shape } from './contract.ts';

const BYTES_PER_NUMBER = 4;
/** An odd number: the middle one counts, so that one interruption does not. */
const TIMED_STEPS = 5;

/** Resolves to what was measured; the first step of a shape is not timed, because it compiles. The step's time is the median. */
export async function buildOnce(shape: Shape, seed: number): Promise<Built> {
  const model = createGpt(shape, { seed });
  const optimizer = createOptimizer(model.parameters, { beta1: 0.9, beta2: 0.95, weightDecay: 0.1 });
  try {
    const sizes = [...model.parameters.values()].map(({ size }) => size);
    const parameterCount = sizes.reduce((sum, size) => sum + size, 0);
    const learn = async (step: number) => {
      const loss = trainStep(model, optimizer, [randomBatch(shape, seed)], {
        step,
        learningRate: 1e-4,
        gradClip: 1,
        dropoutSeed: seed,
      });
      await loss.data();
      loss.dispose();
    };
    await learn(1);
    const times: number[] = [];
    for (let step = 2; step < 2 + TIMED_STEPS; step++) {
      const begin = performance.now();
      await learn(step);
      times.push(performance.now() - begin);
    }
    return {
      parameterCount,
      tensorCount: sizes.length,
      bytes: parameterCount * BYTES_PER_NUMBER,
      stepMs: times.sort((a, b) => a - b)[Math.floor(TIMED_STEPS / 2)] ?? Number.NaN,
      tokensPerStep: shape.blockSize,
    };
  } finally {
    optimizer.dispose();
    model.dispose();
  }
}

/** What the tokens are does not matter: the work is the same. */
function randomBatch({ vocabSize, blockSize }: Shape, seed: number) {
  const random = createRandom(seed);
  const row = () => Int32Array.from({ length: blockSize }, () => Math.floor(random.next() * vocabSize));
  return { inputs: row(), targets: row(), shape: [1, blockSize] as const };
}
