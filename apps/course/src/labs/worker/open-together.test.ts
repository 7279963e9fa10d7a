import { expect, it } from 'vitest';
import { openTogether } from './open-together.ts';

class Model {
  disposed = 0;
  dispose(): void {
    this.disposed++;
  }
}

const free = (model: Model) => model.dispose();

it('frees what has opened when another download fails, and what arrives after that', async () => {
  const [early, late] = [new Model(), new Model()];
  let arrive: (model: Model) => void = () => undefined;
  const onItsWay = new Promise<Model>((resolve) => {
    arrive = resolve;
  });
  const failing = new Error('no network');
  const opening = openTogether((keep) =>
    Promise.all([
      keep(Promise.resolve(early), free),
      keep(onItsWay, free),
      Promise.resolve().then(async () => {
        await Promise.resolve();
        throw failing;
      }),
    ]),
  );
  await expect(opening).rejects.toBe(failing);
  expect([early.disposed, late.disposed]).toEqual([1, 0]);
  arrive(late);
  await onItsWay;
  await Promise.resolve();
  expect([early.disposed, late.disposed]).toEqual([1, 1]);
});

it('frees what has opened when what is made of it fails', async () => {
  const model = new Model();
  const opening = openTogether(async (keep) => {
    await keep(Promise.resolve(model), free);
    throw new Error('damaged');
  });
  await expect(opening).rejects.toThrow('damaged');
  expect(model.disposed).toBe(1);
});

it('frees nothing when all went well', async () => {
  const model = new Model();
  expect(await openTogether(async (keep) => keep(Promise.resolve(model), free))).toBe(model);
  expect(model.disposed).toBe(0);
});
