import { expect, test } from 'vitest';
import { offerModel, takeModel } from './lab-models.ts';

const model = async () => [{ name: 'config.json', bytes: Uint8Array.of(1) }];

test('a model is found under its lab for as long as it is offered', async () => {
  expect(await takeModel('train-live')).toBe('empty');
  const withdraw = offerModel('train-live', model);
  expect(await takeModel('train-live')).toEqual(await model());
  expect(await takeModel('first-poem')).toBe('empty');
  withdraw();
  expect(await takeModel('train-live')).toBe('empty');
});

test('withdrawing an offer leaves a newer one of the same lab', async () => {
  const withdraw = offerModel('train-live', model);
  offerModel('train-live', async () => 'busy');
  withdraw();
  expect(await takeModel('train-live')).toBe('busy');
});
