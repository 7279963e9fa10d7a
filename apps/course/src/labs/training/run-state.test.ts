import type { TrainReport } from '@glassbox/core';
import { expect, test } from 'vitest';
import type { RunInfo, RunSettings } from '../worker/contract.ts';
import {
  IDLE,
  keepingOf,
  nextRunState,
  type RunInput,
  type RunState,
  summarise,
  takenMs,
  timeLeftMs,
} from './run-state.ts';

const settings: RunSettings = {
  corpus: { kind: 'shipped', name: 'tang-five' },
  model: { nLayer: 2, nHead: 4, nEmbd: 96, blockSize: 48, dropout: 0 },
  train: { batchSize: 16, maxSteps: 100, learningRate: 1e-3 } as RunSettings['train'],
  seed: 1,
  sampling: { everySteps: 25, maxTokens: 40, temperature: 1, stop: '', measure: 'none', texts: 4, finalTexts: 8 },
};
const info: RunInfo = {
  settings,
  measure: 'none',
  tokensPerStep: 10,
  parameterCount: 1_000,
  vocabSize: 50,
  trainTokens: 900,
  validationTokens: 100,
  maxSteps: 100,
  step: 0,
  elapsedMs: 0,
  writingMs: 0,
  keeping: 'kept',
  history: [],
  samples: [],
};

function report(step: number, loss: number, validationLoss?: number): TrainReport {
  const rest = { learningRate: 1e-3, gradNorm: 1, tokensPerSecond: 500, tokensSeen: step * 10, elapsedMs: step * 100 };
  return validationLoss === undefined ? { step, loss, ...rest } : { step, loss, validationLoss, ...rest };
}

function play(inputs: RunInput[], from: RunState = IDLE): RunState {
  return inputs.reduce(nextRunState, from);
}

const started: RunInput[] = [
  { kind: 'start', maxSteps: 100 },
  { kind: 'opened', info },
];
const tenSteps: RunInput = {
  kind: 'worker',
  event: { kind: 'reports', reports: [report(9, 3.5), report(10, 3.4, 3.6)] },
};

test('a run goes from idle through preparing to running and collects reports', () => {
  expect(play(started.slice(0, 1)).phase).toBe('preparing');
  const run = play([...started, tenSteps]);
  expect(run).toMatchObject({ phase: 'running', step: 10, tokensPerSecond: 500, maxSteps: 100 });
  expect(run.history).toEqual([
    { step: 9, loss: 3.5 },
    { step: 10, loss: 3.4, validationLoss: 3.6 },
  ]);
});

test('pausing waits for the worker, then continues from the same step', () => {
  const pausing = play([...started, tenSteps, { kind: 'pause' }]);
  expect(pausing.phase).toBe('pausing');
  const paused = play([{ kind: 'rested', end: { step: 11, finished: false } }], pausing);
  expect(paused).toMatchObject({ phase: 'paused', step: 11 });
  const again = play([{ kind: 'continue', maxSteps: 100 }], paused);
  expect(again).toMatchObject({ phase: 'preparing', step: 11 });
  expect(again.history).toHaveLength(2);
});

test('stop while running finishes once the worker rests, and says that it was early', () => {
  const run = play([...started, tenSteps, { kind: 'stop' }, { kind: 'rested', end: { step: 12, finished: false } }]);
  expect(run).toMatchObject({ phase: 'finished', stoppedEarly: true, step: 12 });
});

test('reaching the last step finishes, and is not called early', () => {
  const run = play([...started, tenSteps, { kind: 'rested', end: { step: 100, finished: true } }]);
  expect(run).toMatchObject({ phase: 'finished', stoppedEarly: false });
});

test('reset clears everything and undo brings it back', () => {
  const paused = play([
    ...started,
    tenSteps,
    { kind: 'pause' },
    { kind: 'rested', end: { step: 10, finished: false } },
  ]);
  const reset = play([{ kind: 'reset' }], paused);
  expect(reset).toMatchObject({ phase: 'idle', step: 0, history: [] });
  expect(play([{ kind: 'undo' }], reset)).toEqual(paused);
});

test('reset is refused while the worker trains', () => {
  const running = play([...started, tenSteps]);
  expect(play([{ kind: 'reset' }], running)).toBe(running);
});

test('a second start while running changes nothing', () => {
  const running = play(started);
  expect(play([{ kind: 'start', maxSteps: 5 }], running)).toBe(running);
});

test('a reopened run brings its history, samples and step', () => {
  const reopened: RunInfo = { ...info, step: 40, elapsedMs: 4_000, history: [{ step: 1, loss: 4 }], samples: [] };
  const run = play([
    { kind: 'continue', maxSteps: 100 },
    { kind: 'opened', info: reopened },
  ]);
  expect(run).toMatchObject({ phase: 'running', step: 40, elapsedMs: 4_000 });
  expect(run.history).toHaveLength(1);
});

test('a failure keeps the curve on screen and says what broke', () => {
  const run = play([...started, tenSteps, { kind: 'failed', failure: { code: 'kernel', message: 'x' } }]);
  expect(run).toMatchObject({ phase: 'failed', failure: { code: 'kernel' } });
  expect(run.history).toHaveLength(2);
});

test('a full disk is told apart from other save problems, and a later save clears it', () => {
  const full = play([
    ...started,
    { kind: 'worker', event: { kind: 'save-failed', code: 'QuotaExceededError', message: '' } },
  ]);
  expect(keepingOf(full)).toBe('full');
  expect(keepingOf(play([{ kind: 'worker', event: { kind: 'saved', step: 20 } }], full))).toBe('kept');
});

test('the summary names first, latest and best losses', () => {
  const history = [
    { step: 1, loss: 4, validationLoss: 4.1 },
    { step: 2, loss: 3, validationLoss: 3.0 },
    { step: 3, loss: 2, validationLoss: 3.5 },
  ];
  expect(summarise(history)).toEqual({
    firstLoss: 4,
    latestLoss: 3,
    firstValidation: 4.1,
    latestValidation: 3.5,
    bestValidation: 3,
    bestValidationStep: 2,
  });
  expect(summarise([])).toBeUndefined();
});

test('time left follows the pace so far, and counts the looks to come as long as those before', () => {
  expect(timeLeftMs(play([...started, tenSteps]))).toBeCloseTo(9_000);
  expect(timeLeftMs(play(started))).toBeUndefined();
  const sample = { step: 0, texts: ['春'], right: 0, total: 1 };
  const looked = play([...started, { kind: 'worker', event: { kind: 'sample', sample, writingMs: 500 } }, tenSteps]);
  // Looks at 25, 50, 75 and 100.
  expect(timeLeftMs(looked)).toBeCloseTo(9_000 + 4 * 500);
  expect(takenMs(looked)).toBe(1_500);
});

test('cancelling while it gets ready brings back what was there before', () => {
  const preparing = play(started.slice(0, 1));
  expect(play([{ kind: 'cancel' }], preparing)).toBe(IDLE);
  const finished = play([...started, tenSteps, { kind: 'rested', end: { step: 100, finished: true } }]);
  for (const kind of ['start', 'continue'] as const) {
    const again = play([{ kind, maxSteps: 50 }], finished);
    expect(again.phase).toBe('preparing');
    expect(play([{ kind: 'cancel' }], again)).toEqual(finished);
  }
});

test('what the worker opens after a cancel starts nothing, and a running run cannot be cancelled', () => {
  const cancelled = play([{ kind: 'cancel' }], play(started.slice(0, 1)));
  expect(play([{ kind: 'opened', info }], cancelled)).toBe(cancelled);
  const running = play([...started, tenSteps]);
  expect(play([{ kind: 'cancel' }], running)).toBe(running);
});

test('a run that a late cancel has replaced leaves the screen', () => {
  const finished = play([...started, tenSteps, { kind: 'rested', end: { step: 100, finished: true } }]);
  expect(play([{ kind: 'gone' }], finished)).toBe(IDLE);
  const again = play([{ kind: 'start', maxSteps: 50 }, { kind: 'gone' }, { kind: 'cancel' }], finished);
  expect(again).toBe(IDLE);
});

test('a run tells with what it was started, whatever is chosen since', () => {
  expect(play(started).info?.settings).toEqual(settings);
});

test('a save on leaving counts like a regular one', () => {
  expect(play([...started, tenSteps, { kind: 'saved', step: 10 }])).toMatchObject({ phase: 'running', savedStep: 10 });
});
