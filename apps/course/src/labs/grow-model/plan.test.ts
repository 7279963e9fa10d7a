import { describe, expect, it } from 'vitest';
import {
  choiceOfRatio,
  FIRST_SHAPE,
  firstChoices,
  headsFor,
  nearestStop,
  readChoices,
  STOPS,
  twiceAsWide,
  withSlider,
} from './plan.ts';

describe('the sliders', () => {
  it('change one thing, and the heads with the width', () => {
    expect(withSlider(FIRST_SHAPE, 'nLayer', 12)).toEqual({ ...FIRST_SHAPE, nLayer: 12 });
    expect(withSlider(FIRST_SHAPE, 'nEmbd', 768)).toEqual({ ...FIRST_SHAPE, nEmbd: 768, nHead: 12 });
  });

  it.each(STOPS.nEmbd)('give heads that divide a width of %d', (nEmbd) => {
    expect(nEmbd % headsFor(nEmbd)).toBe(0);
  });

  it('double the width and nothing else', () => {
    expect(twiceAsWide(FIRST_SHAPE)).toEqual({ ...FIRST_SHAPE, nEmbd: 256, nHead: 8 });
  });

  it('stand at the nearest stop', () => {
    expect([nearestStop('nLayer', 5), nearestStop('vocabSize', 50_000), nearestStop('blockSize', 1)]).toEqual([
      6, 50_257, 16,
    ]);
  });
});

describe('choices that were kept', () => {
  it('come back as they were', () => {
    const choices = { ...firstChoices(), shape: withSlider(FIRST_SHAPE, 'nEmbd', 2048), guess: 2, seed: 9 };
    expect(readChoices(JSON.parse(JSON.stringify(choices)))).toEqual(choices);
  });

  it.each([undefined, 'x', { shape: { nLayer: -3, nEmbd: 'wide', vocabSize: Number.NaN } }])(
    'are the first ones for %j',
    (json) => {
      expect(readChoices(json)).toEqual(firstChoices());
    },
  );
});

it.each([
  [2, 0],
  [3.36, 1],
  [3.97, 2],
])('a ratio of %d is choice %d', (ratio, choice) => {
  expect(choiceOfRatio(ratio)).toBe(choice);
});
