import { describe, expect, it } from 'vitest';
import { PRESETS } from './presets.ts';
import { completeTrainConfig, type TrainConfig } from './train-config.ts';

const base: TrainConfig = PRESETS.tiny.train;

describe('completeTrainConfig', () => {
  it('fills in beta1 and evalBatches, and keeps what is given', () => {
    expect(completeTrainConfig(base)).toEqual({ ...base, beta1: 0.9, evalBatches: 20 });
    expect(completeTrainConfig({ ...base, beta1: 0.8 }).beta1).toBe(0.8);
  });

  it.each([
    ['batchSize', 0],
    ['maxSteps', 1.5],
    ['learningRate', 0],
    ['learningRate', Number.NaN],
    ['minLearningRate', 1],
    ['warmupSteps', -1],
    ['beta2', 1],
    ['weightDecay', -0.1],
    ['gradClip', Number.POSITIVE_INFINITY],
    ['evalEvery', 0],
  ] as const)('names %s when it is %s', (field, value) => {
    expect(() => completeTrainConfig({ ...base, [field]: value })).toThrow(
      expect.objectContaining({ field, message: expect.stringContaining(`${field} is ${value}`) }),
    );
  });
});
