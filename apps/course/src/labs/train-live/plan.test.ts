import { expect, test } from 'vitest';
import {
  CORPORA,
  gapOf,
  isOverfit,
  learningRateFor,
  learntLittle,
  RATES,
  SIZES,
  stepsFor,
  type TrainLiveWishes,
  trainLiveSettings,
  whyLittle,
  wishesOf,
} from './plan.ts';

const wishes: TrainLiveWishes = { corpus: 'tang-five', size: 'small', rate: '1', steps: 600, seed: 7, ownText: '' };

test('breaking the learning rate multiplies it by thirty and nothing else', () => {
  const normal = trainLiveSettings(wishes, 'zh');
  const broken = trainLiveSettings({ ...wishes, rate: '30' }, 'zh');
  expect(broken.train.learningRate).toBeCloseTo(normal.train.learningRate * 30);
  expect({ ...broken, train: normal.train }).toEqual(normal);
});

test('every size divides its width among its heads and knows how long it takes', () => {
  for (const size of SIZES) {
    const { model } = trainLiveSettings({ ...wishes, size }, 'zh');
    expect(model.nEmbd % model.nHead).toBe(0);
    expect(stepsFor(size)).toBeGreaterThanOrEqual(100);
  }
  expect(learningRateFor('small', '0.1')).toBeCloseTo(4e-4);
});

test('a sample is measured by what its corpus allows', () => {
  const measure = (corpus: TrainLiveWishes['corpus'], locale: 'zh' | 'en') =>
    trainLiveSettings({ ...wishes, corpus }, locale).sampling.measure;
  expect(measure('tang-five', 'en')).toBe('five-characters');
  expect(measure('tang-quatrains', 'zh')).toBe('none');
  expect(measure('tiny-shakespeare', 'zh')).toBe('known-words');
  expect(measure('one-stanza', 'zh')).toBe('five-characters');
  expect(measure('own', 'en')).toBe('none');
});

test('one’s own text is the corpus, word for word', () => {
  const settings = trainLiveSettings({ ...wishes, corpus: 'own', ownText: 'abc' }, 'en');
  expect(settings.corpus).toEqual({ kind: 'own', text: 'abc' });
});

test('the gap between the curves is above, even or below', () => {
  expect(gapOf(4, 4.5)).toBe('above');
  expect(gapOf(4, 4.05)).toBe('even');
  expect(gapOf(4, 3.5)).toBe('below');
});

test('overfitting is a validation loss well above its best', () => {
  expect(isOverfit(4, 4.05)).toBe(false);
  expect(isOverfit(4, 6)).toBe(true);
  expect(isOverfit(undefined, undefined)).toBe(false);
});

test('a loss near that of mere frequencies means that little was learnt', () => {
  const blind = Math.log(1271);
  expect(learntLittle(5.65, blind)).toBe(true);
  expect(learntLittle(4.75, blind)).toBe(false);
  expect(learntLittle(5.65, undefined)).toBe(false);
});

test('advice after learning little goes by what was set: the rate, else the steps, else the text', () => {
  expect(whyLittle({ rate: '30', size: 'small' }, 20)).toEqual({ reason: 'rate' });
  expect(whyLittle({ rate: '1', size: 'small' }, 20)).toEqual({ reason: 'steps', needed: 600 });
  expect(whyLittle({ rate: '1', size: 'small' }, 600)).toEqual({ reason: 'text' });
  // Offered fewer steps than its curve needs.
  expect(whyLittle({ rate: '1', size: 'large' }, stepsFor('large'))?.reason).toBe('steps');
  expect(whyLittle({ rate: undefined, size: undefined }, 20)).toBeUndefined();
});

test.each(CORPORA.flatMap((corpus) => SIZES.map((size) => [corpus, size] as const)))(
  'a run on %s of size %s tells what it was started with, whatever the fields say since',
  (corpus, size) => {
    for (const rate of RATES) {
      const { corpus: read, ...rest } = wishesOf(trainLiveSettings({ ...wishes, corpus, size, rate }, 'en'));
      expect(read).toBe(corpus);
      expect(rest).toEqual({ size, rate, seed: wishes.seed });
    }
  },
);

test('a run of a size that is no longer offered is not taken for another', () => {
  const settings = trainLiveSettings(wishes, 'zh');
  const old = { ...settings, model: { ...settings.model, nEmbd: 100 } };
  expect(wishesOf(old)).toMatchObject({ corpus: 'tang-five', size: undefined, rate: undefined });
});
