import { expect, it } from 'vitest';
import { memoryStore } from '../parts/memory-store.ts';
import type { Connection } from '../worker/connection.ts';
import { GROUPS, MINI_STAGES, type MiniatureEvent, type PipelineMethods, SPEAKERS } from './contract.ts';
import { afterEvent, freshMiniature, readMiniature } from './miniature-state.ts';
import { PipelineLab } from './pipeline.svelte.ts';
import { firstChoices, MINI_STEPS, type PipelineChoices, type Scale } from './plan.ts';

const counts = GROUPS.map((group) => ({ group, right: 1, wrong: 2, refused: 3 }));

/** All that a worker tells while it trains one. */
function eventsOf(scale: Scale): MiniatureEvent[] {
  const steps = MINI_STAGES.flatMap((stage) =>
    Array.from({ length: MINI_STEPS[scale][stage] }, (_, at): MiniatureEvent => {
      const step = { kind: 'step', stage, step: at + 1, steps: MINI_STEPS[scale][stage], value: 1 / (at + 1) } as const;
      return stage === 'ppo' ? { ...step, kl: 0.25 } : step;
    }),
  );
  return [
    { kind: 'built', parameterCount: 100, facts: 9 },
    ...steps,
    { kind: 'heldOut', share: 0.75, pairs: 8 },
    ...SPEAKERS.map((stage): MiniatureEvent => ({ kind: 'asked', stage, counts, answers: ['q\na\nright'] })),
  ];
}

function labWith(done: boolean, store: Storage): PipelineLab {
  const connection = {
    call: async (
      method: string,
      params: PipelineMethods['train']['params'],
      options?: { onEvent(event: unknown): void },
    ) => {
      if (method !== 'train') return {};
      const scale = params.plan.steps === MINI_STEPS.short ? 'short' : 'full';
      for (const event of eventsOf(scale)) options?.onEvent(event);
      return { done };
    },
    close: () => undefined,
  } as unknown as Connection<PipelineMethods>;
  return new PipelineLab('zh', connection, store);
}

const short: PipelineChoices = { ...firstChoices(), scale: 'short', seed: 4 };

it('keeps the scale it was trained at, whatever is chosen for the next', async () => {
  const lab = labWith(true, memoryStore());
  expect(await lab.train(short)).toBe(true);
  expect(lab.mini).toMatchObject({ scale: 'short', stage: 'ppo', step: MINI_STEPS.short.ppo, kl: 0.25, done: true });
});

it('that came to its end is there after a reload, for the same seed and scale', async () => {
  const store = memoryStore();
  const trained = labWith(true, store);
  await trained.train(short);
  const after = async (choices: PipelineChoices) => {
    const lab = labWith(true, store);
    await lab.begin(choices);
    return lab;
  };
  const same = await after(short);
  expect(same.mini).toEqual(trained.mini);
  expect(same.isMiniKept).toBe(true);
  for (const other of [{ seed: 5 }, { scale: 'full' as const }]) {
    expect((await after({ ...short, ...other })).mini).toBeUndefined();
  }
  await labWith(false, store).train(short);
  expect((await after(short)).mini?.done).toBe(true);
});

it('is not read back when a part is missing, or when a stage has another number of steps by now', () => {
  const whole = { ...eventsOf('short').reduce(afterEvent, freshMiniature('short')), done: true };
  expect(readMiniature(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
  expect(readMiniature({ ...whole, done: false })).toBeUndefined();
  expect(readMiniature({ ...whole, scale: 'full' })).toBeUndefined();
  expect(readMiniature({ ...whole, kl: null })).toBeUndefined();
  expect(readMiniature({ ...whole, answers: { ...whole.answers, ppo: [7] } })).toBeUndefined();
  expect(readMiniature({ ...whole, survey: { ...whole.survey, sft: [{ group: 'x' }] } })).toBeUndefined();
  expect(readMiniature({ ...whole, curves: { ...whole.curves, sft: [[1, 2, 3]] } })).toBeUndefined();
});
