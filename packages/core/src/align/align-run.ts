/**
 * What PPO, DPO and GRPO have in common: a loop that does one step and says how it went, may be stopped, saved,
 * restored and gone on with. The methods differ in `advance` alone.
 */
import { tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { readVariables } from '../checkpoint/read-variables.ts';
import { readSafetensors, type SafetensorsFile } from '../checkpoint/safetensors.ts';
import { floatValues } from '../checkpoint/safetensors-values.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import { createBreather } from '../foundations/breathe.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { createMutex } from '../foundations/mutex.ts';
import type { KlController } from './kl.ts';
import type { Learner } from './learner.ts';
import type { RolloutSummary } from './rollouts.ts';

/** How a step went; reward, KL, entropy and samples are those of the policy before the step's updates. */
export interface AlignReport extends RolloutSummary {
  /** Steps done so far. */
  readonly step: number;
  /** Mean over the step's updates. */
  readonly loss: number;
  /** Mean over the step's updates, before clipping. */
  readonly gradNorm: number;
}

/** When a run ends. */
export interface AlignRunOptions {
  /** Ends the run, without throwing: a step whose completions are not all written is dropped, any other is finished. */
  readonly signal?: AbortSignal;
  /** Ends the run after this step; default: maxSteps. */
  readonly untilStep?: number;
}

/** A run of PPO, GRPO or DPO over a policy that it moves in place. */
export interface AlignRun<Report extends AlignReport = AlignReport> {
  /** Steps done so far. */
  readonly step: number;
  /** Yields one report per step until maxSteps, `untilStep` or an abort; may be called again to go on. */
  run(options?: AlignRunOptions): AsyncGenerator<Report, void>;
  /** Writes `align.safetensors`: policy, heads, optimizer, counters and β; all that moves, in one atomic go. */
  save(directory: Directory): Promise<void>;
  /**
   * Continues exactly where a run of the same method, settings and models was saved. The reference, the reward and the
   * prompts are not in the file. Throws CheckpointError, before anything has changed, if the file is missing or does not fit.
   */
  restore(directory: Directory): Promise<void>;
  /** Frees what the run made: heads and optimizer. Policy, reference and reward stay the caller's. Twice is harmless. */
  dispose(): void;
}

const ALIGN_FILE = 'align.safetensors';
const STATE_KEY = 'glassbox.align';

export interface RunParts<Report> {
  readonly method: 'ppo' | 'dpo' | 'grpo';
  /** JSON-safe; a save fits only a run with the same. */
  readonly settings: Readonly<Record<string, unknown>> & { readonly maxSteps: number };
  /** Its parameters are all that moves. */
  readonly learner: Learner;
  readonly kl?: KlController;
  /** Does step `step` (from 1); resolves to undefined, with nothing changed, if the signal aborted. */
  advance(step: number, signal: AbortSignal | undefined): Promise<Report | undefined>;
  dispose(): void;
}

interface AlignState {
  readonly version: 1;
  readonly method: string;
  readonly settings: unknown;
  readonly step: number;
  readonly updates: number;
  readonly klCoefficient?: number;
}

/** Returns the run of a method. */
export function alignRunOf<Report extends AlignReport>(parts: RunParts<Report>): AlignRun<Report> {
  const { settings, learner } = parts;
  const exclusive = createMutex();
  let step = 0;
  let failed: unknown;

  async function next(signal: AbortSignal | undefined): Promise<Report | undefined> {
    const { updates } = learner;
    try {
      const report = await parts.advance(step + 1, signal);
      if (report) step++;
      return report;
    } catch (error) {
      if (learner.updates !== updates) failed = error; // a step was left half done
      throw error;
    }
  }

  return {
    get step() {
      return step;
    },
    async *run({ signal, untilStep = settings.maxSteps } = {}) {
      const breathe = createBreather();
      const last = Math.min(untilStep, settings.maxSteps);
      while (step < last && !signal?.aborted) {
        const report = await exclusive(() => next(signal));
        if (!report) return;
        yield report;
        await breathe();
      }
    },
    save: (directory) =>
      exclusive(async () => {
        if (failed) throw failed; // keep the earlier save
        await directory.write(ALIGN_FILE, await bytesOf(parts, step));
      }),
    restore: (directory) =>
      exclusive(async () => {
        const file = await readFile(directory);
        const state = stateOf(file, parts);
        assignAll(variablesOf(learner), file);
        learner.updates = state.updates;
        if (state.klCoefficient !== undefined) parts.kl?.set(state.klCoefficient);
        step = state.step;
        failed = undefined;
      }),
    dispose: () => parts.dispose(),
  };
}

/** Yields all reports of a new run and frees what it made, however it ends. */
export async function* runOnce<Report extends AlignReport>(
  run: AlignRun<Report>,
  options: AlignRunOptions,
): AsyncGenerator<Report, void> {
  try {
    yield* run.run(options);
  } finally {
    run.dispose();
  }
}

async function bytesOf<Report>({ method, settings, learner, kl }: RunParts<Report>, step: number): Promise<Uint8Array> {
  const state: AlignState = {
    version: 1,
    method,
    settings,
    step,
    updates: learner.updates,
    ...(kl && { klCoefficient: kl.coefficient }),
  };
  return writeSafetensors(await readVariables(variablesOf(learner)), { [STATE_KEY]: JSON.stringify(state) });
}

function variablesOf({ parameters, optimizer }: Learner): Map<string, Variable> {
  const named = (prefix: string, variables: ReadonlyMap<string, Variable>) =>
    Array.from(variables, ([name, variable]) => [`${prefix}/${name}`, variable] as const);
  return new Map([
    ...named('model', parameters),
    ...named('adam.first', optimizer.firstMoments),
    ...named('adam.second', optimizer.secondMoments),
  ]);
}

async function readFile(directory: Directory): Promise<SafetensorsFile> {
  const bytes = await directory.read(ALIGN_FILE);
  if (bytes) return readSafetensors(bytes);
  throw new CheckpointError(`${ALIGN_FILE}: no such file was found; a saved alignment run was needed; check the path.`);
}

function stateOf<Report>({ metadata }: SafetensorsFile, { method, settings }: RunParts<Report>): AlignState {
  let state: Partial<AlignState>;
  try {
    state = JSON.parse(metadata[STATE_KEY] ?? '{}');
  } catch (cause) {
    throw new CheckpointError(`${ALIGN_FILE}: its state is not JSON; it must be; the file is damaged.`, undefined, {
      cause,
    });
  }
  const { version, step, updates } = state;
  if (version !== 1 || !Number.isInteger(step) || !Number.isInteger(updates)) {
    throw new CheckpointError(
      `${ALIGN_FILE}: state of version ${String(version ?? 'none')} was found; a whole one of version 1 was needed; ` +
        'restore with the version of Glassbox that saved it.',
    );
  }
  const [found, needed] = [JSON.stringify([state.method, state.settings]), JSON.stringify([method, settings])];
  if (found !== needed) {
    throw new CheckpointError(
      `${ALIGN_FILE}: a run with ${found} was found; ${needed} was needed; make the run with the settings that it was saved with.`,
    );
  }
  return state as AlignState; // its parts were checked just now
}

/** Checks all, then assigns all, so that a file that does not fit changes nothing. */
function assignAll(variables: ReadonlyMap<string, Variable>, { tensors }: SafetensorsFile): void {
  const values = Array.from(variables, ([name, variable]) => {
    const entry = tensors.get(name);
    if (entry && entry.shape.join() === variable.shape.join()) return { variable, values: floatValues(entry) };
    throw new CheckpointError(
      `${ALIGN_FILE}, ${name}: shape [${entry?.shape.join(', ') ?? 'none'}] was found; [${variable.shape.join(', ')}] was needed; ` +
        'restore into models of the same shape.',
      name,
    );
  });
  for (const { variable, values: stored } of values) tidy(() => variable.assign(tensor(stored, variable.shape)));
}
