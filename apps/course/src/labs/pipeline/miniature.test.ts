import { selectBackend } from '@glassbox/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type MiniatureEvent, SPEAKERS } from './contract.ts';
import { runMiniature } from './miniature.ts';

const TINY = { steps: { pretrained: 1, sft: 1, reward: 1, ppo: 1 }, perGroup: 1 };

beforeAll(async () => {
  await selectBackend({ prefer: 'wasm' });
});

async function eventsOf(seed: number): Promise<MiniatureEvent[]> {
  const events: MiniatureEvent[] = [];
  const call = { signal: new AbortController().signal, emit: (event: MiniatureEvent) => events.push(event) };
  expect(await runMiniature('zh', { ...TINY, seed }, call)).toBe(true);
  return events;
}

describe('the small pipeline', () => {
  it('goes through its four stages, examines those that speak, and comes out otherwise for another seed', async () => {
    const [one, other] = [await eventsOf(1), await eventsOf(2)];
    const stages = one.flatMap((event) => (event.kind === 'step' ? [event.stage] : []));
    expect(stages).toEqual(['pretrained', 'sft', 'reward', 'ppo']);
    const asked = one.flatMap((event) => (event.kind === 'asked' ? [event] : []));
    expect(asked.map(({ stage }) => stage)).toEqual([...SPEAKERS]);
    expect(asked[0]?.counts.map(({ right, wrong, refused }) => right + wrong + refused)).toEqual([1, 1, 1, 1]);
    expect(other).not.toEqual(one);
  });

  it('ends when asked to, after the step at hand', async () => {
    const stopping = new AbortController();
    const emit = (event: MiniatureEvent) => event.kind === 'step' && stopping.abort();
    expect(await runMiniature('zh', { ...TINY, seed: 1 }, { signal: stopping.signal, emit })).toBe(false);
  });
});
