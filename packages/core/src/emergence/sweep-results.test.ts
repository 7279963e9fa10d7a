import { describe, expect, it } from 'vitest';
import { memoryDirectory } from '../foundations/directory.ts';
import {
  checkSameSettings,
  findSweepResults,
  parseSweepResults,
  type SweepResults,
  writeSweepResults,
} from './sweep-results.ts';
import { completeSweepSettings, type SweepSettings } from './sweep-settings.ts';

const SETTINGS: SweepSettings = {
  task: { name: 'addition', digits: 2 },
  sizes: [{ name: 'small', nLayer: 1, nHead: 2, nEmbd: 8 }],
  seeds: [1, 2],
  steps: [0, 10],
  batchSize: 8,
  learningRate: 1e-3,
};
const RESULTS: SweepResults = {
  format: 'glassbox-sweep',
  version: 1,
  settings: completeSweepSettings(SETTINGS),
  points: [
    { size: 'small', parameterCount: 9, seed: 1, step: 0, trainNats: null, measures: { exactMatch: 0.5 }, seconds: 1 },
  ],
};

describe('sweep results', () => {
  it('are the same after writing and reading', async () => {
    const directory = memoryDirectory();
    expect(await findSweepResults(directory)).toBeUndefined();
    await writeSweepResults(RESULTS, directory);
    expect(await findSweepResults(directory)).toEqual(RESULTS);
  });

  it.each([
    ['no JSON', '{"format"', /no JSON/],
    ['another file', '{"format":"other"}', /format/],
    ['a later version', JSON.stringify({ ...RESULTS, version: 2 }), /version/],
    ['a point without a step', JSON.stringify({ ...RESULTS, points: [{ size: 'a' }] }), /points\.0\./],
    [
      'a measure that is no number',
      JSON.stringify({ ...RESULTS, points: [{ ...RESULTS.points[0], measures: { a: 'x' } }] }),
      /measures\.a/,
    ],
  ])('refuse %s', (_, text, words) => {
    expect(() => parseSweepResults(text)).toThrow(words);
    expect(() => parseSweepResults(text)).toThrow(expect.objectContaining({ code: 'checkpoint' }));
  });

  it('belong to settings, whatever the order of their fields', () => {
    const { task, ...rest } = completeSweepSettings(SETTINGS);
    expect(() => checkSameSettings(RESULTS.settings, { ...rest, task: { digits: 2, name: 'addition' } })).not.toThrow();
    expect(() => checkSameSettings(RESULTS.settings, { ...rest, task, seeds: [1] })).toThrow(
      /seeds \[1,2\]; \[1\] was needed/,
    );
  });
});

describe('completeSweepSettings', () => {
  it('fills in what was left out', () => {
    expect(completeSweepSettings(SETTINGS)).toMatchObject({ minLearningRate: 1e-4, warmupSteps: 100, testCount: 256 });
  });

  it.each([
    ['steps that fall', { steps: [10, 5] }, 'steps'],
    ['no steps', { steps: [] }, 'steps'],
    ['a seed twice', { seeds: [1, 1] }, 'seeds'],
    ['a size twice', { sizes: [...SETTINGS.sizes, ...SETTINGS.sizes] }, 'sizes'],
    ['no size', { sizes: [] }, 'sizes'],
    ['heads that don’t divide the width', { sizes: [{ name: 'odd', nLayer: 1, nHead: 3, nEmbd: 8 }] }, 'nEmbd'],
    ['a learning rate of 0', { learningRate: 0 }, 'learningRate'],
    ['no test case', { testCount: 0 }, 'testCount'],
    ['a task of 0 digits', { task: { name: 'addition', digits: 0 } }, 'digits'],
  ] as const)('refuses %s', (_, wrong, field) => {
    const call = () => completeSweepSettings({ ...SETTINGS, ...wrong });
    expect(call).toThrow(expect.objectContaining({ code: 'config', field }));
  });
});
