import { expect, it } from 'vitest';
import { memoryStore } from '../parts/memory-store.ts';
import type { Connection } from '../worker/connection.ts';
import { AnnotatorLab } from './annotator.svelte.ts';
import type { AnnotatorMethods, Pair, PolicyResult, RewardResult } from './contract.ts';
import { comparedRuns, firstChoices } from './plan.ts';

const points = { first: [1, 0], second: [0, 0], third: [0, 0] } as const;
const pair = (prompt: string): Pair => ({ prompt, texts: ['a', 'b'], points });
const measure = { reward: 0, truth: 0, kl: 0, distinct: 1, samples: [] };
const choices = firstChoices();

interface Call {
  signal?: AbortSignal;
  onEvent?: (event: unknown) => void;
}

/** A worker that answers at once; while it draws or runs, `meanwhile` happens. */
function labWith({ kept, store = memoryStore() }: { kept?: RewardResult; store?: Storage } = {}) {
  const meanwhile: { does: (() => void) | undefined } = { does: undefined };
  const answers: Record<string, (params: never, options?: Call) => unknown> = {
    selectBackend: () => ({ name: 'wasm' }),
    openModel: () => ({ parameterCount: 1 }),
    recallReward: ({ seed }: { seed: number }) => (kept?.seed === seed ? kept : undefined),
    drawPairs: ({ count }: { count: number }, options) => {
      meanwhile.does?.();
      return options?.signal?.aborted ? [] : Array.from({ length: count }, (_, at) => pair(String(at)));
    },
    trainReward: ({ madeAt, seed }: { madeAt: number; seed: number }, options) => {
      meanwhile.does?.();
      return { madeAt, seed, stopped: options?.signal?.aborted === true, kept: true };
    },
    run: ({ steps }: { steps: number }): PolicyResult => {
      meanwhile.does?.();
      return { before: measure, after: measure, steps, stopped: false };
    },
    setLeash: () => null,
  };
  const connection = {
    call: async (method: string, params: never, options?: Call) => answers[method]?.(params, options),
    close: () => undefined,
  } as unknown as Connection<AnnotatorMethods>;
  return { lab: new AnnotatorLab('zh', connection, store), meanwhile, store };
}

const reward = { madeAt: 5, seed: 1, stopped: false } as RewardResult;

it('drawing pairs can be stopped: without any there is a way to begin again, and votes that were there stay', async () => {
  const { lab, meanwhile, store } = labWith();
  meanwhile.does = () => lab.stop();
  await lab.begin(choices);
  expect([lab.ballot.pairs.length, lab.isDrawingHalted, lab.busy]).toEqual([0, true, undefined]);
  meanwhile.does = undefined;
  await lab.newPairs(choices);
  expect([lab.ballot.pairs.length, lab.isDrawingHalted]).toEqual([12, false]);
  lab.vote(0);
  meanwhile.does = () => lab.stop();
  await lab.newPairs(choices);
  await lab.morePairs(choices);
  expect([lab.ballot.pairs.length, lab.ballot.votes.length]).toEqual([12, 1]);
  const { lab: later } = labWith({ store });
  await later.begin(choices);
  expect(later.ballot.votes).toEqual([0]);
});

it('after a reload the kept reward model is there for its seed and no other, and its runs compare with those before', async () => {
  const { lab, store } = labWith({ kept: reward });
  await lab.begin(choices);
  expect([lab.reward, lab.isRewardKept]).toEqual([reward, true]);
  await lab.run({ ...choices, beta: 0.1 });
  const { lab: later } = labWith({ kept: reward, store });
  await later.begin(choices);
  await later.run({ ...choices, beta: 0 });
  expect(comparedRuns(later.runs)).toMatchObject({ leashed: { beta: 0.1 }, free: { beta: 0 } });
  await later.newPairs({ ...choices, seed: 2 });
  expect(later.reward).toBeUndefined();
});

it('a reward model trained anew, or a leash pulled on the way, is not compared with what was before', async () => {
  const { lab, meanwhile } = labWith({ kept: reward });
  await lab.begin(choices);
  await lab.run({ ...choices, beta: 0.1 });
  expect(await lab.trainReward(choices, 'second')).toBe(true);
  await lab.run({ ...choices, beta: 0 });
  expect(comparedRuns(lab.runs)).toBeUndefined();
  meanwhile.does = () => lab.pull(0);
  await lab.run({ ...choices, beta: 0.1 });
  expect(lab.runs[0]).toMatchObject({ beta: 0, pulled: true });
  expect(comparedRuns(lab.runs)).toBeUndefined();
});

it('a training that was stopped leaves the reward model that was kept', async () => {
  const { lab, meanwhile } = labWith({ kept: reward });
  await lab.begin(choices);
  meanwhile.does = () => lab.stop();
  expect(await lab.trainReward(choices, 'first')).toBe(false);
  expect(lab.reward).toBe(reward);
});

it('a link with another seed costs no votes: they stay with their pairs, and there is a way back to them', async () => {
  const { lab, store } = labWith();
  await lab.begin(choices);
  lab.vote(0);
  lab.vote('tie');
  const { lab: linked } = labWith({ store });
  await linked.begin({ ...choices, seed: 7 });
  expect([linked.ballot.seed, linked.ballot.votes]).toEqual([7, []]);
  expect(linked.elsewhere?.seed).toBe(choices.seed);
  linked.vote(1);
  await linked.showPairs(choices);
  expect(linked.ballot.votes).toEqual([0, 'tie']);
  expect(linked.elsewhere?.votes).toEqual([1]);
});
