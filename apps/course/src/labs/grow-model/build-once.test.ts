import { selectBackend } from '@glassbox/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from './build-once.ts';
import { countShape } from './count-shape.ts';

const SHAPES = [
  { nLayer: 2, nHead: 2, nEmbd: 16, vocabSize: 11, blockSize: 8 },
  { nLayer: 3, nHead: 4, nEmbd: 32, vocabSize: 40, blockSize: 12 },
];

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
});

describe('a model that is really built', () => {
  it.each(SHAPES)('has as many parameters as were counted ($nLayer × $nEmbd)', async (shape) => {
    const built = await buildOnce(shape, 1);
    expect(built.parameterCount).toBe(countShape(shape).parameters.total);
    expect(built.bytes).toBe(countShape(shape).training.weights);
    expect(built.stepMs).toBeGreaterThan(0);
  });
});
