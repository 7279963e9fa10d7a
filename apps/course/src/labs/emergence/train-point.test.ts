import { selectBackend } from '@glassbox/core';
import type { SweepResults } from '@glassbox/core/emergence';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { TrainEvent } from './contract.ts';
import { trainPoint } from './train-point.ts';

const SETTINGS = {
  task: { name: 'addition', digits: 1 },
  sizes: [
    { name: 'tiny', nLayer: 1, nHead: 1, nEmbd: 8 },
    { name: 'other', nLayer: 1, nHead: 1, nEmbd: 16 },
  ],
  seeds: [1, 2, 3],
  steps: [5, 20],
  batchSize: 8,
  learningRate: 1e-2,
  warmupSteps: 2,
  testCount: 20,
} as unknown as SweepResults['settings'];

async function train(seed: number, signal = new AbortController().signal) {
  const events: TrainEvent[] = [];
  const emit = (event: TrainEvent) => events.push(event);
  const trained = await trainPoint({ settings: SETTINGS, size: 'tiny', seed }, { signal, emit, check: vi.fn() });
  return { trained, events };
}

describe('a point of one’s own', () => {
  beforeAll(() => selectBackend({ prefer: 'cpu' }));

  it('is of the size and seed asked for, with looks on the way and answers to read', async () => {
    const { trained, events } = await train(7);
    expect(trained?.point).toMatchObject({ size: 'tiny', seed: 7, step: 20 });
    expect(events.flatMap((one) => (one.kind === 'look' ? [one.point.step] : []))).toEqual([5, 20]);
    expect(trained?.written).toHaveLength(6);
    const names = trained?.files.filter(({ bytes }) => bytes.length > 0).map(({ name }) => name);
    expect(names?.sort()).toEqual(['config.json', 'model.safetensors', 'tokenizer.json']);
    expect(trained?.written[0]?.prompt).toMatch(/^\d\+\d=$/u);
  });

  it('follows the seed', async () => {
    const [one, again, other] = [await train(7), await train(7), await train(8)];
    expect(again.trained?.point.trainNats).toBe(one.trained?.point.trainNats);
    expect(other.trained?.point.trainNats).not.toBe(one.trained?.point.trainNats);
  });

  it('is none when it was cancelled', async () => {
    expect((await train(7, AbortSignal.abort())).trained).toBeUndefined();
  });
});
