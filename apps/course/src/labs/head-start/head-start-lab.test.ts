import { expect, it } from 'vitest';
import { memoryStore } from '../parts/memory-store.ts';
import type { Connection } from '../worker/connection.ts';
import type { HeadStartEvent, HeadStartMethods, HeadStartSetting } from './contract.ts';
import { HeadStartLab } from './head-start.svelte.ts';
import { firstChoices, readRuns, settingOf } from './plan.ts';

const EVENTS: HeadStartEvent[] = [
  { kind: 'look', start: 'scratch', count: 64, step: 0, loss: 8 },
  { kind: 'done', start: 'scratch', count: 64, loss: 6, steps: 120, ms: 900 },
  { kind: 'wrote', start: 'scratch', texts: ['a', 'b'] },
  { kind: 'look', start: 'head', count: 64, step: 0, loss: 6 },
  { kind: 'done', start: 'head', count: 64, loss: 5, steps: 60, ms: 500 },
  { kind: 'wrote', start: 'head', texts: ['c'] },
  { kind: 'old', before: 4, after: 4.5 },
];
const setting = settingOf(firstChoices(), 'zh');

/** A worker that has measured at once, and has the model of one setting. */
function labWith(store: Storage) {
  const meanwhile: { does?: () => void } = {};
  const connection = {
    call: async (method: string, params: HeadStartSetting, options?: { onEvent(event: HeadStartEvent): void }) => {
      if (method === 'exportModel') return params.seed === setting.seed ? [{ name: 'config.json' }] : [];
      if (method !== 'run') return {};
      for (const event of EVENTS) options?.onEvent(event);
      meanwhile.does?.();
      return { parameterCount: 7, kept: true };
    },
    close: () => undefined,
  } as unknown as Connection<HeadStartMethods>;
  return { lab: new HeadStartLab('zh', connection, store), meanwhile };
}

it('finished runs are there after a reload with their model, for the same settings', async () => {
  const store = memoryStore();
  const { lab } = labWith(store);
  expect(await lab.run('wasm', setting)).toBe(true);
  const { lab: later } = labWith(store);
  expect(await later.takeModel(setting)).toBe('empty');
  later.recall(setting);
  expect(later).toMatchObject({ events: EVENTS, parameterCount: 7, finished: true, isKept: true });
  expect(await later.takeModel(setting)).toEqual([{ name: 'config.json' }]);
  later.recall({ ...setting, seed: 2 });
  expect(later).toMatchObject({ events: [], finished: false, isKept: false });
  expect(await later.takeModel({ ...setting, seed: 2 })).toBe('empty');
});

it('runs that were stopped do not take the place of finished ones', async () => {
  const store = memoryStore();
  await labWith(store).lab.run('wasm', setting);
  const { lab, meanwhile } = labWith(store);
  meanwhile.does = () => lab.running?.abort();
  expect(await lab.run('wasm', { ...setting, seed: 2 })).toBe(false);
  lab.recall(setting);
  expect(lab.finished).toBe(true);
});

it('damaged runs are none', () => {
  const whole = { events: EVENTS, parameterCount: 7 };
  expect(readRuns(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  expect(readRuns({ ...whole, events: EVENTS.slice(0, -1) })).toBeUndefined();
  expect(readRuns({ ...whole, parameterCount: null })).toBeUndefined();
  for (const broken of [{ kind: 'done', start: 'head' }, { kind: 'wrote', start: 'x', texts: [] }, 7]) {
    expect(readRuns({ ...whole, events: [...EVENTS, broken] })).toBeUndefined();
  }
});
