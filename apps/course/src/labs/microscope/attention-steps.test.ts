import { charTokenizer, createGpt, selectBackend } from '@glassbox/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { attentionMap, attentionSteps, mixed, productsOf, type View, vectorOf } from './attention-steps.ts';
import type { Look, OpenedModel } from './contract.ts';
import { lookInto, readModel } from './looking.ts';

let look: Look;
let opened: OpenedModel;

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
  const model = createGpt({ vocabSize: 5, nLayer: 2, nHead: 2, nEmbd: 8, blockSize: 8 }, { seed: 3 });
  const read = await readModel(model, charTokenizer('abcde'));
  opened = read.opened;
  look = await lookInto(read, { text: 'beccd', place: 4, ablation: {}, top: 2 });
  model.dispose();
});

describe('the steps from q and k to attention', () => {
  const views: View[] = [
    { layer: 0, head: 0, place: 4 },
    { layer: 1, head: 1, place: 2 },
    { layer: 1, head: 0, place: 0 },
  ];
  it.each(views)('end in the weights that the model itself used ($layer, $head, $place)', (view) => {
    const steps = attentionSteps(look, opened, view);
    const row = attentionMap(look, opened, view)[view.place];
    expect(steps).toHaveLength(view.place + 1);
    for (const { place, weight, product, score } of steps) {
      expect(weight).toBeCloseTo(row?.[place] ?? Number.NaN, 5);
      expect(score).toBeCloseTo(product / 2, 6); // D is 4
    }
  });

  it('add up the products that are shown one by one', () => {
    const view = { layer: 1, head: 1, place: 3 };
    const query = vectorOf(look.queries, look, opened, view, 3);
    const products = productsOf(query, vectorOf(look.keys, look, opened, view, 2));
    expect(products).toHaveLength(4);
    expect(products.reduce((sum, product) => sum + product, 0)).toBeCloseTo(
      attentionSteps(look, opened, view)[2]?.product ?? Number.NaN,
      6,
    );
  });

  it('hand on the values in these shares', () => {
    const first = mixed(look, opened, { layer: 0, head: 1, place: 0 });
    expect([...first]).toEqual([...look.values.subarray(5 * 4, 5 * 4 + 4)]); // the first token sees only itself
  });
});
