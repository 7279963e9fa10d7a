import { describe, expect, it } from 'vitest';
import { maskedLanguageSpecs } from './bert.ts';
import { sequenceClassifierSpecs } from './bert-classifier.ts';
import { completeBertConfig } from './bert-config.ts';
import { encoderSpecs, poolerSpecs } from './bert-parameters.ts';
import { drawValues, sizeOf } from './gpt-parameters.ts';

const BASE = { vocabSize: 30522, nLayer: 12, nHead: 12, nEmbd: 768, blockSize: 512 };
const SMALL = { vocabSize: 65, nLayer: 2, nHead: 2, nEmbd: 64, blockSize: 32 };

const count = (specs: readonly { shape: readonly number[] }[]) =>
  specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

describe('the parameters of BERT', () => {
  it('add up to the 109,482,240 of bert-base-uncased, pooler included', () => {
    expect(count([...encoderSpecs(BASE), ...poolerSpecs(BASE)])).toBe(109_482_240);
  });

  it('add up to the 109,514,298 of its masked language model, whose head is tied', () => {
    expect(count(maskedLanguageSpecs(BASE))).toBe(109_514_298);
  });

  it('of a classifier for two labels are its encoder, its pooler and one layer', () => {
    expect(count(sequenceClassifierSpecs(BASE, 2))).toBe(109_482_240 + 2 * 768 + 2);
  });

  it('have different names, those of Hugging Face', () => {
    const names = [...maskedLanguageSpecs(SMALL), ...poolerSpecs(SMALL)].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('bert.encoder.layer.1.attention.output.LayerNorm.weight');
    expect(names.every((name) => /^(bert|cls)\./.test(name))).toBe(true);
  });

  it('start at deviations by width, gains at 1 and biases at 0, and depend on the seed alone', () => {
    const specs = maskedLanguageSpecs(SMALL);
    const values = drawValues(specs, 1);
    const deviationOf = (name: string) =>
      Math.hypot(...(values.get(name) ?? [])) / Math.sqrt(values.get(name)?.length ?? 0);
    expect(deviationOf('bert.embeddings.word_embeddings.weight')).toBeCloseTo(0.02, 3);
    expect(deviationOf('bert.encoder.layer.0.intermediate.dense.weight')).toBeCloseTo(0.02 * Math.sqrt(768 / 64), 2);
    expect(deviationOf('bert.encoder.layer.0.output.dense.weight')).toBeCloseTo(0.02 * Math.sqrt(768 / 256), 2);
    expect(new Set(values.get('bert.encoder.layer.1.output.LayerNorm.weight'))).toEqual(new Set([1]));
    expect(new Set(values.get('cls.predictions.bias'))).toEqual(new Set([0]));
    expect(drawValues(specs, 1)).toEqual(values);
    expect(drawValues(specs, 2)).not.toEqual(values);
  });
});

describe('completeBertConfig', () => {
  it('fills in BERT’s own defaults', () => {
    expect(completeBertConfig(SMALL)).toEqual({
      ...SMALL,
      nInner: 256,
      typeVocabSize: 2,
      activation: 'gelu',
      dropout: 0,
      layerNormEpsilon: 1e-12,
    });
  });

  it.each([
    ['vocabSize', 0],
    ['nLayer', 1.5],
    ['nEmbd', 65],
    ['nInner', 0],
    ['typeVocabSize', -1],
    ['blockSize', Number.NaN],
    ['activation', 'relu'],
    ['dropout', 1],
    ['layerNormEpsilon', 0],
  ])('names %s when it is %s', (field, value) => {
    const config = { ...SMALL, [field]: value } as typeof SMALL;
    expect(() => completeBertConfig(config)).toThrow(expect.objectContaining({ field }));
  });
});
