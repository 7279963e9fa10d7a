import { expect, it } from 'vitest';
import { memoryStore } from '../parts/memory-store.ts';
import type { Connection } from '../worker/connection.ts';
import type { DuelMethods, Round } from './contract.ts';
import { DuelLab } from './duel.svelte.ts';
import { firstChoices, readRounds, settingOf } from './plan.ts';

const ROUNDS: Round[] = [2, 4, 8, 12].map((count) => ({ game: 0, count, gpt: 1, bert: 0.5, gptMs: 9, bertMs: 90 }));
const setting = settingOf(firstChoices('zh'), 'zh');

function labWith(store: Storage, meanwhile?: (lab: DuelLab) => void): DuelLab {
  const connection = {
    call: async (method: string, _: unknown, options?: { onEvent(round: Round): void }) => {
      if (method !== 'play') return {};
      for (const round of ROUNDS) options?.onEvent(round);
      meanwhile?.(lab);
      return null;
    },
    close: () => undefined,
  } as unknown as Connection<DuelMethods>;
  const lab = new DuelLab('zh', connection, store);
  return lab;
}

it('a duel played to its end is there after a reload, for its setting only; a stopped one does not take its place', async () => {
  const store = memoryStore();
  expect(await labWith(store).play('wasm', setting)).toBe(true);
  expect(await labWith(store, (lab) => lab.playing?.abort()).play('wasm', { ...setting, wrong: 0.25 })).toBe(false);
  const later = labWith(store);
  later.recall(setting);
  expect(later).toMatchObject({ rounds: ROUNDS, finished: true, isKept: true });
  later.recall({ ...setting, seed: 2 });
  expect(later).toMatchObject({ rounds: [], finished: false, isKept: false });
});

it('damaged rounds are none', () => {
  const [first] = ROUNDS;
  expect(readRounds([first, { ...first, untrained: 0.5 }])).toHaveLength(2);
  expect([readRounds([]), readRounds([{ ...first, bert: null }]), readRounds(7)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
