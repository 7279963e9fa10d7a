import { expect, test } from 'vitest';
import type { RunSettings } from '../worker/contract.ts';
import { measuredPaces, paceBetween, paceKey, restMs, runMs } from './pace.ts';

const settings: RunSettings = {
  corpus: { kind: 'shipped', name: 'tang-five' },
  model: { nLayer: 2, nHead: 4, nEmbd: 96, blockSize: 48, dropout: 0 },
  train: { batchSize: 16, maxSteps: 100, learningRate: 1e-3 } as RunSettings['train'],
  seed: 1,
  sampling: { everySteps: 25, maxTokens: 40, temperature: 1, stop: '', measure: 'none', texts: 4, finalTexts: 8 },
};
const start = { step: 0, elapsedMs: 0, looks: 0, writingMs: 0 };

test('a pace is what the steps between two moments took, writing apart', () => {
  const to = { step: 20, elapsedMs: 2_000, looks: 2, writingMs: 600 };
  expect(paceBetween(start, to)).toEqual({ msPerStep: 100, msPerLook: 300 });
  // Continued later, on another day: only what was done since counts.
  expect(paceBetween(to, { step: 30, elapsedMs: 2_500, looks: 2, writingMs: 600 })).toEqual({
    msPerStep: 50,
    msPerLook: 0,
  });
});

test('nothing is told from too few steps', () => {
  expect(paceBetween(start, { ...start, step: 4, elapsedMs: 400 })).toBeUndefined();
});

test('a whole run is its steps and its looks: the first, those on the way, the last', () => {
  // Looks at 0, 25, 50, 75 and 100.
  expect(runMs({ msPerStep: 10, msPerLook: 200 }, settings)).toBe(100 * 10 + 5 * 200);
  expect(runMs({ msPerStep: 10, msPerLook: 0 }, settings)).toBe(1_000);
});

test('the rest shrinks with every step and look, and is nothing at the end', () => {
  const pace = { msPerStep: 10, msPerLook: 200 };
  const at = (step: number) => restMs(pace, { step, maxSteps: 100, everySteps: 25 });
  expect(at(30)).toBe(70 * 10 + 3 * 200);
  expect(at(75)).toBe(25 * 10 + 200);
  expect(at(100)).toBe(0);
});

test('a pace holds for one shape, text and way of computing, and not for a text of one’s own', () => {
  const key = paceKey(settings, 'auto');
  expect(paceKey({ ...settings, seed: 9 }, 'auto')).toBe(key);
  expect(paceKey(settings, 'wasm')).not.toBe(key);
  expect(paceKey({ ...settings, model: { ...settings.model, nEmbd: 128 } }, 'auto')).not.toBe(key);
  expect(paceKey({ ...settings, corpus: { kind: 'own', text: 'abc' } }, 'auto')).toBeUndefined();
});

test('a damaged note gives no pace', () => {
  const store = (text: string) => ({ getItem: () => text, setItem: () => undefined }) as unknown as Storage;
  expect(measuredPaces(store('{"a":{"msPerStep":12,"msPerLook":3},"b":{"msPerStep":-1},"c":7}')).read()).toEqual({
    a: { msPerStep: 12, msPerLook: 3 },
  });
  expect(measuredPaces(store('[]')).read()).toEqual({});
});
