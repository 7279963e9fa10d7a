import { expect, it } from 'vitest';
import { WorkerCallError } from '../worker/protocol.ts';
import { firstChoices, settingOf } from './choices.ts';
import type { DecisionConnection } from './connect.ts';
import type { Edition, RouteMeasure, RouteSetting } from './contract.ts';
import { isComplete } from './decide.ts';
import { DecisionBench } from './decision-bench.svelte.ts';

const setting = settingOf(firstChoices());
const said = { text: '', gloss: '' };
const costs = { tokens: 20, answerMs: 5, trainingTokens: 0, trainingMs: 0, pasted: 0 };
const measure: RouteMeasure = {
  answers: [{ question: said, answer: said, truth: said, outcome: 'right' }],
  ...costs,
};

/** A worker that answers every route at once, until it is told to fail or to find itself cancelled at one of them. */
function bench() {
  const asked: [RouteSetting['route'], Edition, learnt: Edition][] = [];
  const at: { fails?: number; cancels?: number } = {};
  const connection = {
    call: async (method: string, params: RouteSetting) => {
      if (method === 'selectBackend') return { name: 'wasm' };
      asked.push([params.route, params.edition, params.learnt]);
      if (asked.length === at.fails) throw new WorkerCallError('GPU_LOST', 'graphics processor: gone.');
      return asked.length === at.cancels ? undefined : measure;
    },
    close: () => undefined,
  } as unknown as DecisionConnection;
  return { lab: new DecisionBench(connection), asked, at };
}

it('when the changed handbook failed, trying again measures that, and the first results stay', async () => {
  const { lab, asked, at } = bench();
  expect(await lab.measure('first', setting, 'wasm')).toBe(true);
  at.fails = 7;
  expect(await lab.measure('changed', setting, 'wasm')).toBe(false);
  expect(lab.failure?.code).toBe('GPU_LOST');
  expect(isComplete(lab.results.facts, 'first')).toBe(true);
  expect(await lab.repeat(setting, 'wasm')).toBe(true);
  expect(asked.slice(7).map(([, edition]) => edition)).toEqual([2, 2, 2, 2, 2]);
  expect([isComplete(lab.results.facts, 'first'), isComplete(lab.results.facts, 'changed')]).toEqual([true, true]);
});

it('when other settings were chosen since, trying again begins with the first stage', async () => {
  const { lab, asked, at } = bench();
  await lab.measure('first', setting, 'wasm');
  at.fails = 6;
  await lab.measure('retaught', setting, 'wasm');
  expect(await lab.repeat({ ...setting, seed: 2 }, 'wasm')).toBe(true);
  expect(asked.slice(6).map(([route, edition]) => `${route} ${edition}`)).toEqual(
    ['asIs', 'prompt', 'retrieval', 'tuning', 'other'].map((route) => `${route} 1`),
  );
});

it('a measurement begun again and cancelled leaves what was measured before, later stages included', async () => {
  const { lab, at } = bench();
  for (const stage of ['first', 'changed', 'retaught'] as const) await lab.measure(stage, setting, 'wasm');
  const before = lab.results.facts;
  at.cancels = 13;
  expect(await lab.measure('first', setting, 'wasm')).toBe(false);
  expect(lab.results.facts).toBe(before);
  expect(await lab.measure('first', setting, 'wasm')).toBe(true);
  expect(Object.keys(lab.results.facts?.stages ?? {})).toEqual(['first']);
});

it('the first measurement of all, cancelled, leaves the routes that were measured', async () => {
  const { lab, at } = bench();
  at.cancels = 3;
  expect(await lab.measure('first', setting, 'wasm')).toBe(false);
  expect(Object.keys(lab.results.facts?.stages.first ?? {})).toEqual(['asIs', 'prompt']);
});
