import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Gpt, inspect, loadModel, memoryDirectory, selectBackend } from '@glassbox/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Look } from './contract.ts';
import { lookInto, type ReadModel, readModel } from './looking.ts';
import { embeddingOf, layerSum, streamAt } from './stream-steps.ts';

/** The shipped model: its biases, unlike those of a new one, are not 0. */
const POET = fileURLToPath(new URL('../../../../../packages/models/poet/', import.meta.url));
const TEXT = '\n\n床前看月光';
const PLACE = 5;
let poet: Gpt;
let read: ReadModel;
let look: Look;

beforeAll(async () => {
  await selectBackend({ prefer: 'cpu' });
  const directory = memoryDirectory();
  for (const file of ['config.json', 'model.safetensors', 'tokenizer.json']) {
    await directory.write(file, readFileSync(`${POET}${file}`));
  }
  const { model, tokenizer } = await loadModel(directory);
  if (!tokenizer) throw new Error('poet: no tokenizer');
  poet = model;
  read = await readModel(model, tokenizer);
  look = await lookInto(read, { text: TEXT, place: PLACE, ablation: {}, top: 4 });
});

afterAll(() => poet.dispose());

const total = (...parts: Float32Array[]) =>
  Array.from(parts[0] ?? [], (_, i) => parts.reduce((sum, part) => sum + (part[i] ?? 0), 0));
const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (number, i) => Math.abs(number - (b[i] ?? Number.NaN))));

describe('what enters', () => {
  it('is the vector of the token plus that of its place', () => {
    const { token, place, sum } = embeddingOf(look, read.opened, PLACE);
    expect(sum).toHaveLength(read.opened.nEmbd);
    expect(distance(total(token, place), sum)).toBeLessThan(1e-5);
    const [same] = [embeddingOf(look, read.opened, 0), embeddingOf(look, read.opened, 1)].map((one) => one.token);
    expect(same).toEqual(embeddingOf(look, read.opened, 1).token); // both are line ends; only their places differ
    expect(embeddingOf(look, read.opened, 0).sum).not.toEqual(embeddingOf(look, read.opened, 1).sum);
  });
});

describe('what a layer adds', () => {
  it.each([
    [0, 0],
    [2, 3],
    [3, 1],
  ])(
    'is split so that all parts make up what leaves it, the MLP as computed without it (layer %d, head %d)',
    async (layer, head) => {
      const view = { layer, head, place: PLACE };
      const { before, head: own, others, mlp, after } = layerSum(look, read.opened, view);
      expect(before).toEqual(streamAt(look, read.opened, layer, PLACE));
      expect(distance(total(before, own, others, mlp), after)).toBeLessThan(1e-5);
      // Without its MLP the layer hands on exactly what came in, the heads and the bias.
      const { stream } = await inspect(poet, read.tokenizer.encode(TEXT), {
        ablate: { mlps: [layer] },
        lensPlaces: [],
      });
      const heads = streamAt({ ...look, stream: stream.values }, read.opened, layer + 1, PLACE);
      expect(distance(total(before, own, others), heads)).toBeLessThan(1e-4);
      expect(Math.max(...own.map(Math.abs))).toBeGreaterThan(1e-3);
    },
  );

  it('loses just the part of a head that is switched off', async () => {
    const view = { layer: 0, head: 2, place: PLACE };
    const ablation = { heads: [{ layer: 0, head: 2 }] };
    const without = await lookInto(read, { text: TEXT, place: PLACE, ablation, top: 4 });
    const whole = layerSum(look, read.opened, view);
    const cut = layerSum(without, read.opened, view);
    expect(cut.head.every((number) => number === 0)).toBe(true);
    expect(distance(cut.others, whole.others)).toBeLessThan(1e-5);
    expect(distance(cut.mlp, whole.mlp)).toBeGreaterThan(1e-3); // it thinks about something else
  });
});
