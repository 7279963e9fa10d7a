/**
 * A training run as the page sees it: a pure state machine. What the learner presses and what the worker reports are
 * events; views only draw the state.
 *
 *   idle → preparing → running ⇄ pausing → paused → preparing …
 *     ↖ cancel ┘          └→ finished (all steps, or stopped)      any → failed
 */
import type { Keeping, LossPoint, RunEnd, RunEvent, RunInfo, Sample } from '../worker/contract.ts';
import { type Clocks, paceBetween, restMs } from './pace.ts';

export type Phase = 'idle' | 'preparing' | 'running' | 'pausing' | 'paused' | 'finished' | 'failed';

export interface RunFailure {
  code: string;
  message: string;
}

export interface RunState {
  phase: Phase;
  /** What to do once the worker has come to rest. */
  stopping: boolean;
  stoppedEarly: boolean;
  info: Omit<RunInfo, 'history' | 'samples' | 'step' | 'elapsedMs' | 'writingMs'> | undefined;
  step: number;
  maxSteps: number;
  history: readonly LossPoint[];
  samples: readonly Sample[];
  /** The worker is writing a sample: the curve stands still for a moment. */
  writing: boolean;
  tokensPerSecond: number;
  /** Training and validating. */
  elapsedMs: number;
  /** Writing samples. */
  writingMs: number;
  savedStep: number | undefined;
  saveFailure: RunFailure | undefined;
  failure: RunFailure | undefined;
  /** What a reset took away, until the next start. */
  undo: RunState | undefined;
  /** What was there before it got ready, for who cancels that. */
  before: RunState | undefined;
}

export type RunInput =
  | { kind: 'start' | 'continue'; maxSteps: number }
  | { kind: 'opened'; info: RunInfo }
  | { kind: 'worker'; event: RunEvent }
  | { kind: 'cancel' | 'gone' | 'pause' | 'stop' | 'reset' | 'undo' }
  | { kind: 'rested'; end: RunEnd }
  | { kind: 'saved'; step: number }
  | { kind: 'failed'; failure: RunFailure };

export const IDLE: RunState = {
  phase: 'idle',
  stopping: false,
  stoppedEarly: false,
  info: undefined,
  step: 0,
  maxSteps: 0,
  history: [],
  samples: [],
  writing: false,
  tokensPerSecond: 0,
  elapsedMs: 0,
  writingMs: 0,
  savedStep: undefined,
  saveFailure: undefined,
  failure: undefined,
  undo: undefined,
  before: undefined,
};

/** The state after an event; an event that makes no sense in a phase leaves the state as it is. */
export function nextRunState(run: RunState, input: RunInput): RunState {
  switch (input.kind) {
    case 'start':
      return isBusy(run.phase) ? run : { ...IDLE, phase: 'preparing', maxSteps: input.maxSteps, before: run };
    case 'continue':
      if (isBusy(run.phase)) return run;
      return { ...run, phase: 'preparing', stoppedEarly: false, failure: undefined, undo: undefined, before: run };
    case 'opened':
      return run.phase === 'preparing' ? opened(run, input.info) : run;
    case 'cancel':
      return (run.phase === 'preparing' && run.before) || run;
    case 'gone':
      return gone(run);
    case 'worker':
      return reported(run, input.event);
    case 'pause':
      return run.phase === 'running' ? { ...run, phase: 'pausing' } : run;
    case 'stop':
      return stop(run);
    case 'rested':
      return rested(run, input.end);
    case 'saved':
      return { ...run, savedStep: input.step, saveFailure: undefined };
    case 'reset':
      return isBusy(run.phase)
        ? run
        : { ...IDLE, undo: run.history.length > 0 ? { ...run, undo: undefined } : undefined };
    case 'undo':
      return run.undo ?? run;
    case 'failed':
      return { ...run, phase: 'failed', stopping: false, writing: false, failure: input.failure, before: undefined };
  }
}

/** The loss of who has not learnt a thing: all symbols alike, ln V. Undefined before the vocabulary is known. */
export function blindLoss(run: RunState): number | undefined {
  return run.info && Math.log(run.info.vocabSize);
}

/** The worker has the run in its hands. */
export function isBusy(phase: Phase): boolean {
  return phase === 'preparing' || phase === 'running' || phase === 'pausing';
}

function opened(run: RunState, info: RunInfo): RunState {
  const { history, samples, step, elapsedMs, writingMs, ...facts } = info;
  const told = { info: facts, history, samples, step, elapsedMs, writingMs, maxSteps: info.maxSteps };
  return { ...run, ...told, phase: 'running', before: undefined };
}

/** A start that was cancelled too late has put an untrained run in the place of the one on screen. */
function gone(run: RunState): RunState {
  if (run.phase === 'preparing') return { ...run, before: IDLE };
  return isBusy(run.phase) ? run : IDLE;
}

function reported(run: RunState, event: RunEvent): RunState {
  switch (event.kind) {
    case 'reports': {
      const last = event.reports.at(-1);
      if (!last) return run;
      const { step, tokensPerSecond, elapsedMs } = last;
      const points = event.reports.map(toPoint);
      return { ...run, history: [...run.history, ...points], step, tokensPerSecond, elapsedMs, writing: false };
    }
    case 'writing':
      return { ...run, writing: true };
    case 'sample':
      return { ...run, writing: false, samples: [...run.samples, event.sample], writingMs: event.writingMs };
    case 'saved':
      return { ...run, savedStep: event.step, saveFailure: undefined };
    case 'save-failed':
      return { ...run, saveFailure: { code: event.code, message: event.message } };
  }
}

/** Drops what only a developer needs. */
function toPoint({ step, loss, validationLoss }: LossPoint): LossPoint {
  return validationLoss === undefined ? { step, loss } : { step, loss, validationLoss };
}

function stop(run: RunState): RunState {
  if (run.phase === 'running' || run.phase === 'pausing') return { ...run, phase: 'pausing', stopping: true };
  if (run.phase === 'paused') return { ...run, phase: 'finished', stoppedEarly: true };
  return run;
}

function rested(run: RunState, end: RunEnd): RunState {
  const finished = end.finished || run.stopping;
  return {
    ...run,
    phase: finished ? 'finished' : 'paused',
    step: end.step,
    stoppedEarly: finished && !end.finished,
    stopping: false,
    writing: false,
  };
}

export interface RunSummary {
  firstLoss: number;
  /** Mean of the last few steps: single batches jump. */
  latestLoss: number;
  firstValidation: number | undefined;
  latestValidation: number | undefined;
  bestValidation: number | undefined;
  bestValidationStep: number | undefined;
}

const LATEST_STEPS = 10;

/** The numbers a run is told in, or undefined before its first step. */
export function summarise(history: readonly LossPoint[]): RunSummary | undefined {
  const first = history[0];
  if (!first) return undefined;
  const latest = history.slice(-LATEST_STEPS);
  const checked = history.filter((point) => point.validationLoss !== undefined);
  const best = checked.reduce<LossPoint | undefined>(
    (low, point) => ((point.validationLoss ?? 0) < (low?.validationLoss ?? Number.POSITIVE_INFINITY) ? point : low),
    undefined,
  );
  return {
    firstLoss: first.loss,
    latestLoss: latest.reduce((sum, point) => sum + point.loss, 0) / latest.length,
    firstValidation: checked[0]?.validationLoss,
    latestValidation: checked.at(-1)?.validationLoss,
    bestValidation: best?.validationLoss,
    bestValidationStep: best?.step,
  };
}

/** Where the clocks of a run stand. */
export function clocksOf({ step, elapsedMs, samples, writingMs }: RunState): Clocks {
  return { step, elapsedMs, looks: samples.length, writingMs };
}

/** Time left in milliseconds at the pace so far, or undefined while that would be a guess. */
export function timeLeftMs(run: RunState): number | undefined {
  const pace = paceBetween({ step: 0, elapsedMs: 0, looks: 0, writingMs: 0 }, clocksOf(run));
  const { step, maxSteps, info } = run;
  return pace && info && restMs(pace, { step, maxSteps, everySteps: info.settings.sampling.everySteps });
}

/** Milliseconds that the run has taken so far: training, validating, writing. */
export function takenMs({ elapsedMs, writingMs }: RunState): number {
  return elapsedMs + writingMs;
}

/** The words under the chart about keeping, in the order of what matters most. */
export function keepingOf(run: RunState): Keeping | 'full' | 'failed' | undefined {
  if (run.saveFailure) return /quota/iu.test(run.saveFailure.code) ? 'full' : 'failed';
  return run.info?.keeping;
}
