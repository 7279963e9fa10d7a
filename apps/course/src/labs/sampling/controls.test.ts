import { expect, test } from 'vitest';
import { choiceOfDistinct, distinctTexts, firstSamplingChoices, samplingChoices, samplingOptions } from './controls.ts';

test('what is switched off is left out of the options', () => {
  const first = firstSamplingChoices('zh');
  expect(samplingOptions(first)).toEqual({ temperature: 0.01 });
  expect(samplingOptions({ ...first, topK: 5, topP: 0.9 })).toEqual({ temperature: 0.01, topK: 5, topP: 0.9 });
});

test('texts that differ only in surrounding space are the same', () => {
  expect(distinctTexts(['春风', '春风\n\n', '秋月'])).toBe(2);
});

test('one text ten times is "nearly the same", ten texts are "all different"', () => {
  expect([1, 3, 4, 7, 8, 10].map(choiceOfDistinct)).toEqual([0, 0, 1, 1, 2, 2]);
});

test('without storage the first choices are read', () => {
  expect(samplingChoices('en').read()).toEqual(firstSamplingChoices('en'));
});
