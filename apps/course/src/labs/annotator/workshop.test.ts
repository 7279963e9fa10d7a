import { charTokenizer, createGpt, selectBackend } from '@glassbox/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyEvent, RewardEvent, Vote } from './contract.ts';
import { Workshop } from './workshop.ts';

const tokenizer = charTokenizer('\n月夜江水春花山云，。');
const call = <Event>() => {
  const events: Event[] = [];
  const stopping = new AbortController();
  return { events, stopping, signal: stopping.signal, emit: (event: Event) => events.push(event) };
};
let shop: Workshop;

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
  shop = new Workshop({
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
    const result = await shop.trainReward({ seed: 1, taste: 'first', pairs, votes, extra: 8, steps: 2 }, rest);
    expect(result.ownLearnt + result.own.total).toBe(votes.length - 1);
    expect(result.othersLearnt).toBeGreaterThan(0);
    expect(result.best[0]?.score).toBeGreaterThanOrEqual(result.worst[0]?.score ?? 0);
    expect(result.stopped).toBe(false);
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

  it('stops when asked, and finds the shipped model as it was', async () => {
    const { events, ...rest } = call<PolicyEvent>();
    const stopped = { ...rest, signal: AbortSignal.abort() };
    const result = await shop.run({ seed: 1, method: 'ppo', beta: 0, steps: 1 }, stopped);
    expect(result).toMatchObject({ steps: 0, stopped: true, after: result.before });
    expect(events).toHaveLength(1);
  });
});
