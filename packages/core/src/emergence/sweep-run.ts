/** One run of a sweep: a model, its optimizer and how far they are; saved and restored exactly. */
import { tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { readVariables } from '../checkpoint/read-variables.ts';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import { floatValues } from '../checkpoint/safetensors-values.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { mixSeed } from '../foundations/random.ts';
import { createGpt, type Gpt } from '../model/gpt.ts';
import { createOptimizer, type Optimizer } from '../train/optimizer.ts';
import { learningRateAt } from '../train/schedule.ts';
import { trainStep } from '../train/train-step.ts';
import { gptConfigOf, type SweepSettings, type SweepSize, trainConfigOf } from './sweep-settings.ts';
import type { Task } from './tasks/task.ts';

const stateSchema = z.object({
  size: z.string(),
  seed: z.int(),
  step: z.int().nonnegative(),
  /** Sum of the losses since the last point, and how many there are. */
  nats: z.number(),
  natsCount: z.int().nonnegative(),
  /** Computing since step 0. */
  seconds: z.number().nonnegative(),
});

/** How far a run has come; JSON-safe. */
type RunState = Readonly<z.infer<typeof stateSchema>>;

export interface SweepRun {
  readonly model: Gpt;
  readonly optimizer: Optimizer;
  state: RunState;
}

export const RUN_FILE = 'sweep-run.safetensors';
const STATE_KEY = 'glassbox.sweep-run';
const PREFIXES = { model: 'model/', first: 'adam.first/', second: 'adam.second/' } as const;

/** Returns an untrained run; the caller disposes it with `disposeRun`. */
export function startRun(task: Task, size: SweepSize, seed: number, settings: Required<SweepSettings>): SweepRun {
  const model = createGpt(gptConfigOf(size, task), { seed });
  const optimizer = createOptimizer(model.parameters, trainConfigOf(settings));
  return { model, optimizer, state: { size: size.name, seed, step: 0, nats: 0, natsCount: 0, seconds: 0 } };
}

/** Does one training step and returns its loss in nats, before the update. */
export async function advanceRun(run: SweepRun, task: Task, settings: Required<SweepSettings>): Promise<number> {
  const start = performance.now();
  const { seed, step: done, nats, natsCount, seconds } = run.state;
  const config = trainConfigOf(settings);
  const batch = task.batch({ seed, index: done, batchSize: settings.batchSize });
  const step = done + 1;
  const result = trainStep(run.model, run.optimizer, [batch], {
    step,
    learningRate: learningRateAt(done, config),
    gradClip: settings.gradClip,
    dropoutSeed: mixSeed(seed, step),
  });
  try {
    const [loss = Number.NaN] = Array.from(await result.data());
    const spent = (performance.now() - start) / 1000;
    run.state = { ...run.state, step, nats: nats + loss, natsCount: natsCount + 1, seconds: seconds + spent };
    return loss;
  } finally {
    result.dispose();
  }
}

/** Writes all that an exact continuation needs. */
export async function saveRun({ model, optimizer, state }: SweepRun, directory: Directory): Promise<void> {
  const tensors = [
    ...(await readVariables(model.parameters, PREFIXES.model)),
    ...(await readVariables(optimizer.firstMoments, PREFIXES.first)),
    ...(await readVariables(optimizer.secondMoments, PREFIXES.second)),
  ];
  await directory.write(RUN_FILE, writeSafetensors(tensors, { [STATE_KEY]: JSON.stringify(state) }));
}

/**
 * Loads a saved run into one just started; returns false, and leaves it as it is, if the file is of another run or
 * missing.
 *
 * @throws CheckpointError if the file is damaged
 */
export async function restoreRun(run: SweepRun, directory: Directory): Promise<boolean> {
  const bytes = await directory.read(RUN_FILE);
  if (!bytes) return false;
  const file = readSafetensors(bytes);
  const state = readState(file.metadata[STATE_KEY]);
  if (state.size !== run.state.size || state.seed !== run.state.seed) return false;
  const fill = (variables: ReadonlyMap<string, Variable>, prefix: string) => {
    for (const [name, variable] of variables) {
      const entry = file.tensors.get(prefix + name);
      if (!entry || entry.shape.join() !== variable.shape.join()) throw damaged(prefix + name);
      tidy(() => variable.assign(tensor(floatValues(entry), variable.shape, 'float32')));
    }
  };
  fill(run.model.parameters, PREFIXES.model);
  fill(run.optimizer.firstMoments, PREFIXES.first);
  fill(run.optimizer.secondMoments, PREFIXES.second);
  run.state = state;
  return true;
}

/** Frees the model and the optimizer. */
export function disposeRun({ model, optimizer }: SweepRun): void {
  optimizer.dispose();
  model.dispose();
}

function readState(text = ''): RunState {
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CheckpointError(
      `${RUN_FILE}: its state can't be read; one of this version was needed; remove the file.`,
      undefined,
      { cause },
    );
  }
}

function damaged(name: string): CheckpointError {
  return new CheckpointError(
    `${RUN_FILE}: ${name} is missing or of another shape; the tensors of the run at hand were needed; remove the file.`,
    name,
  );
}
