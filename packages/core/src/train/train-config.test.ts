import { describe, expect, it } from 'vitest';
import { PRESETS } from './presets.ts';
import { completeTrainConfig, type TrainConfig } from './train-config.ts';

const base: TrainConfig = PRESETS.tiny.train;

describe('completeTrainConfig', () => {
  it('fills in what has a default, and keeps what is given', () => {
    const defaults = { beta1: 0.9, evalBatches: 20, accumulationSteps: 1, keepBest: false };
    expect(completeTrainConfig(base)).toEqual({ ...base, ...defaults });
    expect(completeTrainConfig({ ...base, earlyStop: { patience: 2 } }).earlyStop).toEqual({
      patience: 2,
      minDelta: 0,
    });
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
    ['accumulationSteps', 0],
  ] as const)('names %s when it is %s', (field, value) => {
    expect(() => completeTrainConfig({ ...base, [field]: value })).toThrow(
      expect.objectContaining({ field, message: expect.stringContaining(`${field} is ${value}`) }),
    );
  });

  it.each([
    ['patience', { patience: 0 }],
    ['minDelta', { patience: 1, minDelta: -1 }],
  ])('names earlyStop.%s when it is out of range', (name, earlyStop) => {
    const field = `earlyStop.${name}`;
    expect(() => completeTrainConfig({ ...base, earlyStop })).toThrow(expect.objectContaining({ field }));
  });
});
