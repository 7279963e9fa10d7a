import { describe, expect, it } from 'vitest';
import { completeGptConfig } from './gpt-config.ts';
import { initialValues, parameterSpecs, sizeOf, weightDeviation } from './gpt-parameters.ts';

const config = { vocabSize: 50257, nLayer: 12, nHead: 12, nEmbd: 768, blockSize: 1024 };
const small = { vocabSize: 65, nLayer: 2, nHead: 2, nEmbd: 64, blockSize: 32 };

describe('parameterSpecs', () => {
  it('adds up to the 124,439,808 parameters of GPT-2', () => {
    expect(parameterSpecs(config).reduce((sum, { shape }) => sum + sizeOf(shape), 0)).toBe(124_439_808);
  });

  it('uses the names of Hugging Face', () => {
    const names = parameterSpecs({ ...config, nLayer: 1 }).map(({ name }) => name);
    expect(names).toHaveLength(16);
    expect(names).toContain('transformer.h.0.mlp.c_proj.bias');
    expect(names.every((name) => name.startsWith('transformer.'))).toBe(true);
  });
});

describe('initialValues', () => {
  const deviationOf = (name: string, seed = 1) => {
    const values = initialValues(small, seed).get(name) ?? new Float32Array(0);
    return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  };

  it('starts weights at deviation 0.02·√(768/C) and residual projections at 1/√(2·nLayer) of that', () => {
    expect(weightDeviation(768)).toBe(0.02);
    expect(weightDeviation(small.nEmbd)).toBeCloseTo(0.0693, 4);
    expect(deviationOf('transformer.wpe.weight')).toBeCloseTo(0.0693, 2);
    expect(deviationOf('transformer.h.1.attn.c_attn.weight')).toBeCloseTo(0.0693, 2);
    expect(deviationOf('transformer.h.1.attn.c_proj.weight')).toBeCloseTo(0.0346, 2);
    expect(deviationOf('transformer.h.0.mlp.c_proj.weight')).toBeCloseTo(0.0346, 2);
  });

  it('starts the token embedding, which is the head too, at 0.02 whatever the width', () => {
    expect(deviationOf('transformer.wte.weight')).toBeCloseTo(0.02, 3);
  });

  it('starts gains at 1 and biases at 0', () => {
    const values = initialValues(small, 1);
    expect(new Set(values.get('transformer.ln_f.weight'))).toEqual(new Set([1]));
    expect(new Set(values.get('transformer.h.0.attn.c_attn.bias'))).toEqual(new Set([0]));
  });

  it('depends on the seed alone', () => {
    expect(initialValues(small, 3)).toEqual(initialValues(small, 3));
    expect(initialValues(small, 3)).not.toEqual(initialValues(small, 4));
  });
});

describe('completeGptConfig', () => {
  it.each([
    ['vocabSize', 0],
    ['nLayer', 1.5],
    ['nHead', -1],
    ['nEmbd', 65],
    ['blockSize', Number.NaN],
    ['dropout', 1],
    ['layerNormEpsilon', 0],
  ])('names %s when it is %s', (field, value) => {
    expect(() => completeGptConfig({ ...small, [field]: value })).toThrow(expect.objectContaining({ field }));
  });
});
