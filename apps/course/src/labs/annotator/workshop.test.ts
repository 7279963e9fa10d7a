import { charTokenizer, createGpt, memoryDirectory, selectBackend } from '@glassbox/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyEvent, RewardEvent, Vote } from './contract.ts';
import { findReward, keepReward } from './kept-reward.ts';
import { Workshop } from './workshop.ts';

const tokenizer = charTokenizer('\n月夜江水春花山云，。');
const call = <Event>() => {
  const events: Event[] = [];
  const stopping = new AbortController();
  return { events, stopping, signal: stopping.signal, emit: (event: Event) => events.push(event) };
};
let shop: Workshop;

function openShop(): Workshop {
  return new Workshop({
    locale: 'zh',
    model: createGpt({ vocabSize: tokenizer.vocabSize, nLayer: 1, nHead: 2, nEmbd: 16, blockSize: 32 }, { seed: 1 }),
    tokenizer,
    prompts: {
      training: ['月夜江水春，花山云月夜。', '春花山云月，夜江水春花。'],
      measuring: ['山云月夜江，水春花山云。'],
    },
    known: new Set(),
    measuredPrompts: 2,
  });
}

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
  shop = openShop();
});

afterAll(() => shop.dispose());

describe('the workshop', () => {
  it('writes the same pairs for the same seed and others for another', async () => {
    const [one, again, other] = [await shop.drawPairs(1, 3), await shop.drawPairs(1, 3), await shop.drawPairs(2, 3)];
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one[0]?.points.first).toHaveLength(2);
  });

  it('trains a reward model on own and simulated votes and keeps some of each for the test', async () => {
    const pairs = await shop.drawPairs(1, 6);
    const votes: Vote[] = pairs.map((_, i) => (i === 0 ? 'tie' : 0));
    const { events, ...rest } = call<RewardEvent>();
    const result = await shop.trainReward(
      { madeAt: 5, seed: 1, taste: 'first', pairs, votes, extra: 8, steps: 2 },
      rest,
    );
    expect(result.ownLearnt + result.own.total).toBe(votes.length - 1);
    expect(result.othersLearnt).toBeGreaterThan(0);
    expect(result.best[0]?.score).toBeGreaterThanOrEqual(result.worst[0]?.score ?? 0);
    expect(result).toMatchObject({ stopped: false, madeAt: 5, seed: 1 });
    expect(events.map(({ kind }) => kind)).toEqual(['writing', 'learning', 'learning']);
  });

  it.each(['ppo', 'dpo', 'grpo'] as const)(
    'moves a copy with %s and leaves the shipped model alone',
    async (method) => {
      const { events, ...rest } = call<PolicyEvent>();
      const result = await shop.run({ seed: 1, method, beta: 0, steps: 1 }, rest);
      expect(events.map(({ kind }) => kind)).toEqual(['before', 'step']);
      expect(result.before.kl).toBeCloseTo(0, 6);
      expect(result.after.kl).toBeGreaterThan(0);
      expect(Number.isFinite(result.after.truth)).toBe(true);
    },
  );

  it('goes on after a reload with the reward model that was kept, and writes what it would have written without', async () => {
    const directory = memoryDirectory();
    const open = async () => ({ directory, keeping: 'kept' as const, release: () => undefined });
    const place = { slot: 'reward', shipped: '/poet.safetensors', open };
    const { trained } = shop;
    if (!trained) throw new Error('nothing was trained');
    expect(await keepReward(place, trained)).toBe(true);
    expect(await findReward(place, 2)).toBeUndefined();
    expect(await findReward({ ...place, shipped: '/another.safetensors' }, 1)).toBeUndefined();
    const found = await findReward(place, 1);
    if (!found) throw new Error('nothing was kept');
    expect(found.result).toEqual(trained.result);
    const later = openShop();
    later.takeReward(found);
    for (const method of ['ppo', 'dpo'] as const) {
      const [first, second] = [call<PolicyEvent>(), call<PolicyEvent>()];
      const job = { seed: 1, method, beta: 0.1, steps: 1 };
      expect(await later.run(job, second)).toEqual(await shop.run(job, first));
    }
    later.dispose();
  });

  it('has no reward model to keep when its training was stopped', async () => {
    const other = openShop();
    const { events, ...rest } = call<RewardEvent>();
    const pairs = await other.drawPairs(1, 2);
    const job = { madeAt: 6, seed: 1, taste: 'first' as const, pairs, votes: [0, 0] as Vote[], extra: 0, steps: 2 };
    expect(await other.trainReward(job, { ...rest, signal: AbortSignal.abort() })).toMatchObject({ stopped: true });
    expect(other.trained).toBeUndefined();
    other.dispose();
  });

  it('stops when asked, and finds the shipped model as it was', async () => {
    const { events, ...rest } = call<PolicyEvent>();
    const stopped = { ...rest, signal: AbortSignal.abort() };
    const result = await shop.run({ seed: 1, method: 'ppo', beta: 0, steps: 1 }, stopped);
    expect(result).toMatchObject({ steps: 0, stopped: true, after: result.before });
    expect(events).toHaveLength(1);
  });
});
