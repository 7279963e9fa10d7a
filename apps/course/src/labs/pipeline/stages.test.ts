import { charTokenizer, cloneGpt, createGpt, selectBackend } from '@glassbox/core';
import { createRewardModel } from '@glassbox/core/align';
import { alphabetText, createWorld } from '@glassbox/core/world';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUPS, type GroupCounts, SPEAKERS, type Speaker } from './contract.ts';
import { Stages } from './stages.ts';

let stages: Stages;

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
  const world = createWorld({ seed: 1, people: 12, namesakePairs: 3, shops: 0, products: 1, strangers: 4 });
  const tokenizer = charTokenizer(alphabetText(world, 'zh'));
  const shape = { vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 2, nEmbd: 16, blockSize: 64 };
  const model = createGpt(shape, { seed: 1 });
  stages = new Stages({
    speakers: { pretrained: model, sft: cloneGpt(model), ppo: cloneGpt(model) },
    reward: createRewardModel(model),
    tokenizer,
    world,
    language: 'zh',
    reads: 'en',
  });
});

afterAll(() => stages.dispose());

describe('the stages', () => {
  it('answer one question each, with the truth and a translation beside it', async () => {
    const { question, answers } = await stages.ask('known', 0, 1);
    expect(answers.map(({ speaker }) => speaker)).toEqual([...SPEAKERS]);
    expect(answers.every(({ verdict, score }) => verdict !== undefined && Number.isFinite(score))).toBe(true);
    expect(question.gloss).toMatch(/^[A-Z].*\?$/);
    expect(question.truth).toHaveLength(1);
    expect(question.truth[0]).toMatch(/^[A-Za-z ]+$/);
  });

  it('are asked others for another place or seed', async () => {
    const textOf = async (place: number, seed: number) => (await stages.ask('known', place, seed)).question.text;
    const first = await textOf(0, 1);
    expect(await textOf(1, 1)).not.toBe(first);
    expect(await textOf(0, 2)).not.toBe(first);
  });

  it('say something to own words too, unjudged, and nothing to words they cannot write', async () => {
    const answers = await stages.askOwn('谁住在哪里？');
    expect(answers?.map(({ verdict }) => verdict)).toEqual([undefined, undefined, undefined]);
    expect(await stages.askOwn('xyz')).toBeUndefined();
  });

  it('are counted on the same questions, group by group', async () => {
    const told: { speaker: Speaker; counts: readonly GroupCounts[] }[] = [];
    const done = await stages.survey(
      { perGroup: 2, seed: 1 },
      (event) => told.push(event),
      new AbortController().signal,
    );
    expect(done).toEqual({ stopped: false });
    expect(told.map(({ speaker }) => speaker)).toEqual([...SPEAKERS]);
    expect(told[0]?.counts.map(({ group }) => group)).toEqual([...GROUPS]);
    const stopped = await stages.survey({ perGroup: 2, seed: 1 }, () => undefined, AbortSignal.abort());
    expect(stopped).toEqual({ stopped: true });
  });
});
