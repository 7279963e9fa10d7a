import { createGpt, inspect, selectBackend } from '@glassbox/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { attentionMap, attentionSteps, mixed, type View } from './attention-steps.ts';
import type { Look, OpenedModel } from './contract.ts';

const MODEL: OpenedModel = { nLayer: 2, nHead: 2, nEmbd: 8, blockSize: 8, vocabSize: 5, parameterCount: 0 };
const tokenIds = Int32Array.of(1, 4, 2, 2, 3);
let look: Look;

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
  const model = createGpt({ vocabSize: 5, nLayer: 2, nHead: 2, nEmbd: 8, blockSize: 8 }, { seed: 3 });
  const seen = await inspect(model, tokenIds);
  model.dispose();
  look = {
    tokens: Array.from(tokenIds, String),
    attention: seen.attention.values,
    queries: seen.queries.values,
    keys: seen.keys.values,
    values: seen.values.values,
    lens: [],
  };
});

describe('the steps from q and k to attention', () => {
  const views: View[] = [
    { layer: 0, head: 0, place: 4 },
    { layer: 1, head: 1, place: 2 },
    { layer: 1, head: 0, place: 0 },
  ];
  it.each(views)('end in the weights that the model itself used ($layer, $head, $place)', (view) => {
    const steps = attentionSteps(look, MODEL, view);
    const row = attentionMap(look, MODEL, view)[view.place];
    expect(steps).toHaveLength(view.place + 1);
    for (const { place, weight, product, score } of steps) {
      expect(weight).toBeCloseTo(row?.[place] ?? Number.NaN, 5);
      expect(score).toBeCloseTo(product / 2, 6); // D is 4
    }
  });

  it('hand on the values in these shares', () => {
    const first = mixed(look, MODEL, { layer: 0, head: 1, place: 0 });
    expect([...first]).toEqual([...look.values.subarray(5 * 4, 5 * 4 + 4)]); // the first token sees only itself
  });
});
