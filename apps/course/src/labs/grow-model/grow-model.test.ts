import { expect, it } from 'vitest';
import type { Connection } from '../worker/connection.ts';
import type { GrowMethods, Shape } from './contract.ts';
import { countShape } from './count-shape.ts';
import { GrowModel } from './grow-model.svelte.ts';
import { firstChoices } from './plan.ts';

/** Counts as the worker does and says of every model that it was built with as many. */
function countingConnection(built: Shape[]): Connection<GrowMethods> {
  const answers = {
    selectBackend: () => ({ name: 'cpu', skipped: [] }),
    published: () => [],
    count: ({ shape }: { shape: Shape }) => countShape(shape),
    build: ({ shape }: { shape: Shape }) => {
      built.push(shape);
      const { total } = countShape(shape).parameters;
      return { parameterCount: total, tensorCount: 1, bytes: 4 * total, stepMs: 1, tokensPerStep: shape.blockSize };
    },
  };
  return {
    call: async (method, params) => answers[method](params as never) as never,
    close: () => undefined,
  };
}

it('pressed twice while the backend starts, builds the two models once', async () => {
  const built: Shape[] = [];
  const lab = new GrowModel(countingConnection(built));
  const choices = firstChoices();
  const [first, second] = await Promise.all([lab.buildBoth(choices), lab.buildBoth(choices)]);
  expect([first, second]).toEqual([true, false]);
  expect(built.map(({ nEmbd }) => nEmbd)).toEqual([choices.shape.nEmbd, 2 * choices.shape.nEmbd]);
  expect(lab.trials).toHaveLength(2);
  expect(lab.building).toBeUndefined();
});

it('stopped while the backend starts, builds nothing and can begin again', async () => {
  const built: Shape[] = [];
  const lab = new GrowModel(countingConnection(built));
  const running = lab.buildBoth(firstChoices());
  expect(lab.building).toBe(1);
  lab.stop();
  expect(await running).toBe(false);
  expect(built).toEqual([]);
  expect(await lab.buildBoth(firstChoices())).toBe(true);
});
