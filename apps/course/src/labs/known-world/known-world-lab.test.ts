import { expect, it } from 'vitest';
import type { ClosedWorldMethods } from '../closed-world/contract.ts';
import { memoryStore } from '../parts/memory-store.ts';
import type { Connection } from '../worker/connection.ts';
import { firstChoices } from './choices.ts';
import { KnownWorld } from './known-world.svelte.ts';

const ANSWERS = [
  { kind: 'known', verdict: 'right', confidence: 0.9 },
  { kind: 'withheld', verdict: 'wrong', confidence: 0.125 },
];

function labWith(store: Storage, meanwhile?: (lab: KnownWorld) => void): KnownWorld {
  const connection = {
    call: async (method: string) => {
      if (method === 'exam') meanwhile?.(lab);
      return method === 'exam' ? ANSWERS.map((answer) => ({ ...answer, id: 'q', tokens: 9 })) : {};
    },
    close: () => undefined,
  } as unknown as Connection<ClosedWorldMethods>;
  const lab = new KnownWorld(connection, store);
  return lab;
}

it('an exam is there after a reload, for the same version, size and seed only; a stopped one changes nothing', async () => {
  const store = memoryStore();
  const choices = { ...firstChoices(), seed: 4 };
  expect(await labWith(store).measure(choices)).toBe(true);
  expect(await labWith(store, (lab) => lab.cancel()).measure({ ...choices, seed: 5 })).toBe(false);
  const later = labWith(store);
  await later.begin(choices);
  expect(later.exam).toEqual({ marks: ANSWERS, setting: { stage: 'sft', perKind: 20, seed: 4 }, isKept: true });
  for (const other of [{ seed: 5 }, { stage: 'ppo' as const }, { perKind: 10 }]) {
    const lab = labWith(store);
    await lab.begin({ ...choices, ...other });
    expect(lab.exam).toBeUndefined();
  }
});
