/** Generation on the cache: the same numbers as without it, alone or in a batch, and nothing left behind. */
import { memory, reshape, slice, type Tensor } from '@tensorflow/tfjs-core';
import {
  cloneGpt,
  complete,
  createGptCache,
  createOptimizer,
  type Gpt,
  generateTokens,
  trainStep,
} from '../../src/index.ts';
import { assertClose, assertEqual, assertThrows, type Check } from './check.ts';
import { fixtureModel } from './parity.ts';

const TOLERANCE = 1e-5;

/** What `forward` says after the last token of a context. */
async function uncachedLogits(model: Gpt, tokenIds: readonly number[]): Promise<Float32Array> {
  return read(model.logitsAt(Int32Array.from(tokenIds), [1, tokenIds.length], tokenIds.length - 1));
}

async function read(tensor: Tensor): Promise<Float32Array> {
  const values = Float32Array.from(await tensor.data());
  tensor.dispose();
  return values;
}

const idsOf = (length: number, step: number) => Array.from({ length }, (_, i) => (i * step + 1) % 11);

export const cachedEqualsUncached: Check = {
  title: 'logits on the cache equal those without it, for rows of different lengths padded on the left',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const rows = [idsOf(5, 3), idsOf(2, 5)];
    const cache = createGptCache(model.config, { batch: 2, capacity: 7 });
    const mask = Uint8Array.from([1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1, 1]);
    const prompt = Int32Array.from([...(rows[0] ?? []), 0, 0, 0, ...(rows[1] ?? [])]);
    let cached = await read(model.logitsAt(prompt, [2, 5], 4, { cache, mask }));
    for (const added of [undefined, 4, 7]) {
      if (added !== undefined) {
        for (const row of rows) row.push(added);
        cached = await read(model.logitsAt(Int32Array.of(added, added), [2, 1], 0, { cache, mask }));
      }
      const alone = await Promise.all(rows.map((row) => uncachedLogits(model, row)));
      assertClose(cached, [...(alone[0] ?? []), ...(alone[1] ?? [])], TOLERANCE, `logits after ${added ?? 'prompt'}`);
    }
    cache.dispose();
    model.dispose();
  },
};

const paddedForward: Check = {
  title: 'a masked, left-padded row has the hidden states and the loss of the row alone',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const alone = Int32Array.from(idsOf(4, 3));
    const padded = Int32Array.from([0, 0, ...alone]);
    const mask = Uint8Array.from([0, 0, 1, 1, 1, 1]);
    const targets = Int32Array.from([2, 4, 6, 8]);
    const C = model.config.nEmbd;
    const expected = await read(model.hidden(alone, [1, 4]));
    const found = await read(model.hidden(padded, [1, 6], { mask }));
    assertClose(found.slice(2 * C), expected, TOLERANCE, 'hidden states');
    const losses = [
      await read(model.loss(padded, Int32Array.from([-1, -1, ...targets]), [1, 6], { mask })),
      await read(model.loss(alone, targets, [1, 4], { positions: Int32Array.from([0, 1, 2, 3]) })),
    ];
    assertClose(losses[0] ?? [], losses[1] ?? [], TOLERANCE, 'loss');
    const hidden = model.hidden(alone, [1, 4]);
    const last = reshape(slice(hidden, [0, 3, 0], [1, 1, C]), [1, C]);
    const scored = await read(model.logitsOf(last as never));
    assertClose(scored, await uncachedLogits(model, [...alone]), TOLERANCE, 'logits of the last hidden state');
    hidden.dispose();
    last.dispose();
    model.dispose();
  },
};

const completions: Check = {
  title: 'every row of a batch is completed as it would be alone, beyond blockSize too, and a clone writes the same',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const { blockSize } = model.config;
    const options = { maxTokens: blockSize + 3, seed: 1, temperature: 0 };
    const prompts = [idsOf(6, 3), idsOf(1, 5), idsOf(3, 7)];
    const before = memory().numTensors;
    const together = await complete(model, prompts, options);
    assertEqual(memory().numTensors, before, 'tensors');
    const copy = cloneGpt(model);
    model.dispose();
    for (const [row, prompt] of prompts.entries()) {
      const [alone] = await complete(copy, [prompt], options);
      assertEqual([...(together[row]?.tokenIds ?? [])], [...(alone?.tokenIds ?? [])], `tokens of row ${row}`);
      assertClose(together[row]?.logProbs ?? [], alone?.logProbs ?? [], TOLERANCE, `log-probabilities of row ${row}`);
    }
    copy.dispose();
  },
};

const ownWeights: Check = {
  title: 'a clone keeps its weights while the original learns, and the original while the clone does',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const ids = idsOf(6, 3);
    const before = await uncachedLogits(model, ids);
    const copy = cloneGpt(model);
    for (const [learner, other] of [
      [copy, model],
      [model, copy],
    ] as const) {
      const kept = await uncachedLogits(other, ids);
      const optimizer = createOptimizer(learner.parameters, { beta1: 0.9, beta2: 0.99, weightDecay: 0.1 });
      const batch = { inputs: Int32Array.from(ids), targets: Int32Array.from(ids), shape: [1, 6] as const };
      const settings = { learningRate: 0.1, gradClip: 1, dropoutSeed: 0 };
      for (const step of [1, 2]) trainStep(learner, optimizer, [batch], { ...settings, step }).dispose();
      optimizer.dispose();
      assertEqual([...(await uncachedLogits(other, ids))], [...kept], 'logits of the one that did not learn');
      const moved = (await uncachedLogits(learner, ids)).some((logit, i) => Math.abs(logit - (before[i] ?? 0)) > 0.1);
      assertEqual(moved, true, 'the other one learnt');
    }
    for (const gpt of [model, copy]) gpt.dispose();
  },
};

const sameTokens: Check = {
  title: 'the same seed writes the same tokens on every backend, cut and penalised, beyond blockSize too',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const options = { maxTokens: 20, seed: 3, temperature: 0.9, topK: 12, topP: 0.95, repetitionPenalty: 1.1 };
    const rows = await complete(model, [[1, 2, 3], [4]], options);
    model.dispose();
    assertEqual(
      rows.map(({ tokenIds }) => [...tokenIds]),
      WRITTEN,
      'tokens',
    );
  },
};

/** As written on cpu. */
const WRITTEN = [
  [13, 1, 9, 7, 20, 10, 9, 8, 7, 10, 7, 0, 13, 10, 20, 26, 8, 10, 9, 10],
  [4, 21, 13, 11, 7, 11, 27, 24, 8, 8, 25, 10, 10, 12, 27, 7, 8, 0, 13, 9],
];

const leaks: Check = {
  title: 'no tensor is left behind by a cache, a copy, a padded pass or a row of tokens, wrong or left early',
  async run({ fixture }) {
    const model = await fixtureModel(fixture);
    const ids = Int32Array.of(1, 2);
    const mask = Uint8Array.of(0, 1);
    const options = { maxTokens: 9, seed: 1 };
    const before = memory().numTensors;
    cloneGpt(model).dispose();
    model.hidden(ids, [1, 2], { mask }).dispose();
    for await (const _ of generateTokens(model, ids, options)) break;
    await assertThrows(() => complete(model, [[1], [99]], options), /99/, 'id 99');
    await assertThrows(
      () => model.hidden(ids, [1, 2], { mask: Uint8Array.of(1) }),
      /mask has 1 elements/,
      'short mask',
    );
    await assertThrows(
      () => model.forward(ids, [1, 2], { positions: Int32Array.of(0, 16) }),
      /a position is 16; 0 to 15/,
      'position 16',
    );
    await assertThrows(() => createGptCache(model.config, { batch: 1, capacity: 17 }), /capacity is 17/, 'capacity 17');
    const cache = createGptCache(model.config, { batch: 1, capacity: 3 });
    model.logitsAt(ids, [1, 2], 1, { cache }).dispose();
    await assertThrows(() => model.logitsAt(ids, [1, 2], 1, { cache }), /room left in the cache/, 'full cache');
    await assertThrows(() => model.forward(Int32Array.of(99), [1, 1], { cache }), /99/, 'id 99 on a cache');
    cache.dispose();
    assertEqual(memory().numTensors, before, 'tensors');
    model.dispose();
  },
};

export const decodingChecks: readonly Check[] = [
  cachedEqualsUncached,
  paddedForward,
  completions,
  ownWeights,
  sameTokens,
  leaks,
];
