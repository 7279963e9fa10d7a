/**
 * How long a run takes on this device, from steps that it made here: what is told before a start, and while a run goes on. Until something has
 * been measured there is nothing to tell. Writing counts by itself, because a look at a big model takes as long as many of its steps.
 */
import { numberIn, type Persisted, persisted, record } from '../parts/persisted.ts';
import type { BackendChoice, RunSettings } from '../worker/contract.ts';

/** What a device needed. */
export interface Pace {
  /** Training and validating, per step. */
  msPerStep: number;
  /** Writing the texts of one look. */
  msPerLook: number;
}

/** Where a run's clocks stand. */
export interface Clocks {
  step: number;
  elapsedMs: number;
  looks: number;
  writingMs: number;
}

/** Fewer steps tell more about warming up than about the steps to come. */
const STEPS_TO_JUDGE = 5;

/** The pace between two moments of a run; undefined while too few steps were made. */
export function paceBetween(from: Clocks, to: Clocks): Pace | undefined {
  const steps = to.step - from.step;
  if (steps < STEPS_TO_JUDGE || to.elapsedMs <= from.elapsedMs) return undefined;
  const looks = to.looks - from.looks;
  const msPerLook = looks > 0 ? (to.writingMs - from.writingMs) / looks : 0;
  return { msPerStep: (to.elapsedMs - from.elapsedMs) / steps, msPerLook };
}

/** Milliseconds until a run at `step` ends, at this pace. */
export function restMs(
  { msPerStep, msPerLook }: Pace,
  { step, maxSteps, everySteps }: { step: number; maxSteps: number; everySteps: number },
): number {
  const steps = Math.max(0, maxSteps - step);
  return steps * msPerStep + looksAfter(step, maxSteps, everySteps) * msPerLook;
}

/** Milliseconds that a whole run takes at this pace: a look at its beginning, some on the way, one at its end. */
export function runMs(pace: Pace, { train, sampling }: Pick<RunSettings, 'train' | 'sampling'>): number {
  const run = { step: 0, maxSteps: train.maxSteps, everySteps: sampling.everySteps };
  return pace.msPerLook + restMs(pace, run);
}

/** Looks at samples that come after a step; the last step always has one. */
function looksAfter(step: number, maxSteps: number, everySteps: number): number {
  if (step >= maxSteps) return 0;
  return Math.floor((maxSteps - 1) / everySteps) - Math.floor(step / everySteps) + 1;
}

/**
 * What a pace holds for: shape, batch, text and way of computing. Undefined for a text of the learner's own, which may have ten or ten thousand
 * different characters.
 */
export function paceKey({ model, train, corpus }: RunSettings, backend: BackendChoice): string | undefined {
  if (corpus.kind === 'own') return undefined;
  const { nLayer, nEmbd, blockSize } = model;
  return [`${nLayer}x${nEmbd}`, `${train.batchSize}x${blockSize}`, corpus.kind, corpus.name, backend].join(' ');
}

const KEY = 'glassbox.lab.paces';
const LONGEST_MS = 3_600_000;

/** The paces measured on this device, by `paceKey`. */
export function measuredPaces(store?: Storage): Persisted<Readonly<Record<string, Pace>>> {
  return persisted(KEY, parse, {}, store);
}

function parse(json: unknown): Record<string, Pace> {
  const sound = Object.entries(record(json) ?? {}).flatMap(([key, value]) => {
    const msPerStep = numberIn(record(value)?.msPerStep, 0, LONGEST_MS, 0);
    const msPerLook = numberIn(record(value)?.msPerLook, 0, LONGEST_MS, 0);
    return msPerStep > 0 ? [[key, { msPerStep, msPerLook }] as const] : [];
  });
  return Object.fromEntries(sound);
}
