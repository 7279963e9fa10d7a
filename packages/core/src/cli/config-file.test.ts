import { describe, expect, it } from 'vitest';
import { PRESETS } from '../train/presets.ts';
import { applyConfig, parseConfig } from './config-file.ts';

const parse = (json: unknown) => parseConfig(JSON.stringify(json), 'c.json');

describe('parseConfig', () => {
  it('takes every documented field', () => {
    const { vocabSize: _, ...model } = { vocabSize: 0, ...PRESETS.tiny.model };
    const file = { model, train: PRESETS.tiny.train };
    expect(parse(file)).toEqual(file);
  });

  it.each([
    [
      { model: { nLayers: 1 } },
      'model.nLayers',
      /unknown field model\.nLayers was found; nLayer, nHead, nEmbd, blockSize, dropout are known/,
    ],
    [{ training: {} }, 'training', /unknown field training was found; model, train are known/],
    [{ train: { beta1: 0.9 } }, 'train.beta1', /unknown field train\.beta1/],
    [{ train: { batchSize: '12' } }, 'train.batchSize', /train\.batchSize is "12"; a number was needed/],
    [{ model: 3 }, 'model', /model is 3; an object/],
    [[], '', /the top is \[\]; an object/],
  ])('names the field of %j', (json, field, words) => {
    expect(() => parse(json)).toThrow(words);
    expect(() => parse(json)).toThrow(expect.objectContaining({ field }));
  });

  it('refuses text that is not JSON', () => {
    expect(() => parseConfig('{', 'c.json')).toThrow(/c\.json: it is not JSON/);
  });
});

describe('applyConfig', () => {
  it('replaces the given fields only, and lets the lowest learning rate follow the highest', () => {
    const { model, train } = applyConfig(
      PRESETS.tiny,
      {
        model: { nLayer: 2 },
        train: { learningRate: 3e-5, maxSteps: 7 },
      },
      'c.json',
    );
    expect(model).toEqual({ ...PRESETS.tiny.model, nLayer: 2 });
    expect(train).toMatchObject({ maxSteps: 7, learningRate: 3e-5, batchSize: PRESETS.tiny.train.batchSize });
    expect(train.minLearningRate).toBeCloseTo(3e-6, 12);
  });

  it('names the file and a field out of range', () => {
    expect(() => applyConfig(PRESETS.tiny, { model: { nHead: 5 } }, 'c.json')).toThrow(
      expect.objectContaining({ field: 'nEmbd' }),
    );
    expect(() => applyConfig(PRESETS.tiny, { train: { beta2: 1 } }, 'c.json')).toThrow(
      expect.objectContaining({ field: 'beta2', message: expect.stringMatching(/^c\.json: train: beta2 is 1/) }),
    );
  });
});
