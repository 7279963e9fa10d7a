/**
 * The sweep: models of several sizes learn one task from several seeds, and each is measured at several steps. An
 * iterator, so that the same loop drives a chart, a test and a script; what is done is kept in a folder, and a sweep that
 * was interrupted goes on exactly where it stopped.
 */
import { createBreather } from '../foundations/breathe.ts';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
import type { Gpt } from '../model/gpt.ts';
import { TrainingError } from '../train/trainer.ts';
import {
  checkSameSettings,
  findSweepResults,
  type SweepPoint,
  type SweepResults,
  writeSweepResults,
} from './sweep-results.ts';
import { advanceRun, disposeRun, RUN_FILE, restoreRun, type SweepRun, saveRun, startRun } from './sweep-run.ts';
import { completeSweepSettings, type SweepSettings, type SweepSize } from './sweep-settings.ts';
import { createTask } from './tasks/create-task.ts';
import type { Task } from './tasks/task.ts';

/** What a sweep tells its reader: a training step was done, or a model was measured. */
export type SweepReport =
  | {
      /** One training step was done. */
      readonly kind: 'step';
      readonly size: string;
      readonly seed: number;
      readonly step: number;
      /** Nats on this step's batch. */
      readonly loss: number;
      /** Share of all training steps of the sweep that are done, 0…1. */
      readonly progress: number;
    }
  | {
      /** A model was measured; the point is already stored. */
      readonly kind: 'point';
      readonly point: SweepPoint;
      /** Everything so far. */
      readonly results: SweepResults;
      readonly progress: number;
      /** The model that was measured, so that its outputs can be shown. The sweep owns it: use it before the next report. */
      readonly model: Gpt;
    };

/** Where a sweep keeps what it has, and how it is stopped. */
export interface SweepOptions {
  /** Where results and the run at hand are kept; default: memory. */
  readonly directory?: Directory;
  /** Stops after the step at hand, saves and ends without throwing. */
  readonly signal?: AbortSignal;
}

interface Place {
  readonly task: Task;
  readonly settings: Required<SweepSettings>;
  readonly directory: Directory;
  readonly signal: AbortSignal | undefined;
}

/**
 * Yields a report per training step and per measurement; seed by seed, within a seed size by size. Points that the
 * directory already holds are not computed again. Leaving the loop saves, as an abort does. Frees every tensor it made.
 *
 * @throws ConfigError if a setting is out of range or the directory holds results of other settings; CheckpointError if
 * a file there is damaged; TrainingError if a loss is no longer a finite number
 * @example for await (const report of sweep(settings, { directory })) if (report.kind === 'point') chart(report.results);
 */
export async function* sweep(
  sweepSettings: SweepSettings,
  { directory = memoryDirectory(), signal }: SweepOptions = {},
): AsyncGenerator<SweepReport, void> {
  const settings = completeSweepSettings(sweepSettings);
  let results = (await findSweepResults(directory)) ?? emptyResults(settings);
  checkSameSettings(results.settings, settings);
  const place: Place = { task: createTask(settings.task), settings, directory, signal };
  for (const seed of settings.seeds) {
    for (const size of settings.sizes) {
      if (pointsOf(results, size, seed).length === settings.steps.length) continue;
      for await (const report of continueRun(size, seed, place, results)) {
        if (report.kind === 'point') results = report.results;
        yield report;
      }
      if (signal?.aborted) return;
    }
  }
  await directory.remove(RUN_FILE);
}

async function* continueRun(
  size: SweepSize,
  seed: number,
  { task, settings, directory, signal }: Place,
  earlier: SweepResults,
): AsyncGenerator<SweepReport, void> {
  const run = startRun(task, size, seed, settings);
  const breathe = createBreather();
  let unsaved = false;
  try {
    await restoreRun(run, directory);
    let results = withoutLater(earlier, size, seed, run.state.step);
    const last = settings.steps.at(-1) ?? 0;
    while (!signal?.aborted) {
      if (settings.steps.includes(run.state.step) && !hasPoint(results, run)) {
        const point = await measure(run, task, settings, signal);
        if (!point) break;
        results = { ...results, points: [...results.points, point] };
        await writeSweepResults(results, directory);
        await saveRun(run, directory);
        unsaved = false;
        yield { kind: 'point', point, results, progress: progressOf(results, run), model: run.model };
      }
      if (run.state.step >= last) break;
      const loss = await advanceRun(run, task, settings);
      if (!Number.isFinite(loss)) throw diverged(run, loss);
      unsaved = true;
      yield { kind: 'step', size: size.name, seed, step: run.state.step, loss, progress: progressOf(results, run) };
      await breathe();
    }
  } catch (error) {
    unsaved = false; // what is in memory may be no numbers any more: the earlier save is kept
    throw error;
  } finally {
    try {
      if (unsaved) await saveRun(run, directory);
    } finally {
      disposeRun(run);
    }
  }
}

/** Measures the run where it stands; undefined if the signal came in between. */
async function measure(
  run: SweepRun,
  task: Task,
  { testSeed, testCount }: Required<SweepSettings>,
  signal: AbortSignal | undefined,
): Promise<SweepPoint | undefined> {
  const start = performance.now();
  try {
    const options = { seed: testSeed, count: testCount, ...(signal && { signal }) };
    const measures = await task.measure(run.model, options);
    const { size, seed, step, nats, natsCount, seconds } = run.state;
    const trainNats = natsCount === 0 ? null : nats / natsCount;
    const spent = seconds + (performance.now() - start) / 1000;
    run.state = { ...run.state, nats: 0, natsCount: 0, seconds: spent };
    return { size, parameterCount: run.model.parameterCount, seed, step, trainNats, measures, seconds: spent };
  } catch (error) {
    if (signal?.aborted) return undefined;
    throw error;
  }
}

function emptyResults(settings: Required<SweepSettings>): SweepResults {
  return { format: 'glassbox-sweep', version: 1, settings, points: [] };
}

function pointsOf({ points }: SweepResults, { name }: SweepSize, seed: number): SweepPoint[] {
  return points.filter((point) => point.size === name && point.seed === seed);
}

function hasPoint({ points }: SweepResults, { state }: SweepRun): boolean {
  return points.some(({ size, seed, step }) => size === state.size && seed === state.seed && step === state.step);
}

/** Points of an unfinished run beyond its save are dropped: they will be computed again, with the same numbers. */
function withoutLater(results: SweepResults, { name }: SweepSize, seed: number, step: number): SweepResults {
  const points = results.points.filter((point) => point.size !== name || point.seed !== seed || point.step <= step);
  return { ...results, points };
}

function progressOf({ settings, points }: SweepResults, { state }: SweepRun): number {
  const last = settings.steps.at(-1) ?? 0;
  const finished = points.filter(
    ({ step, size, seed }) => step === last && (size !== state.size || seed !== state.seed),
  );
  const all = last * settings.sizes.length * settings.seeds.length;
  return all === 0 ? 1 : (finished.length * last + state.step) / all;
}

function diverged({ state }: SweepRun, loss: number): TrainingError {
  return new TrainingError(
    `sweep: the loss of size ${state.size}, seed ${state.seed}, is ${loss} at step ${state.step}; a finite number was ` +
      'needed; lower learningRate or set gradClip to 1, and start again in another folder.',
  );
}
