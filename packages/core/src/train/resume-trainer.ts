/** Continues a saved run exactly where it stopped: the curve with an interruption equals the one without. */

import { tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { readSafetensors, type SafetensorsFile } from '../checkpoint/safetensors.ts';
import { floatValues, integerValues } from '../checkpoint/safetensors-values.ts';
import type { BatchSource } from '../data/batch-source.ts';
import { sourceOfStored } from '../data/stored-source.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import type { Gpt } from '../model/gpt.ts';
import type { LanguageModel } from '../model/language-model.ts';
import { tokenizerFromJson } from '../tokenizer/tokenizer-from-json.ts';
import { buildModel, weightsToStore } from './model-kinds.ts';
import { createOptimizer, type Optimizer } from './optimizer.ts';
import {
  BEST_PREFIX,
  FIRST_MOMENT_PREFIX,
  MODEL_PREFIX,
  SECOND_MOMENT_PREFIX,
  STATE_KEY,
  STATE_VERSION,
  TRAINER_FILE,
  type TrainingState,
} from './save-training.ts';
import { completeTrainConfig } from './train-config.ts';
import { type Trainer, trainerOfParts } from './trainer.ts';

/** What a checkpoint of GPTs, and of our data sources, does not need. */
export interface ResumeOptions<Model extends LanguageModel = Gpt> {
  /** A model of the saved one's shape, whatever its weights; it belongs to the trainer from now on. */
  readonly model?: Model;
  /** The run's data source, at any place; for one that can't be stored. */
  readonly data?: BatchSource;
}

/**
 * Returns the trainer that was saved in a directory; the caller disposes it.
 *
 * @throws CheckpointError if there is no checkpoint, it is damaged or of another version, or it needs a model or data
 *   that was not passed
 */
export async function resumeTrainer<Model extends LanguageModel = Gpt>(
  directory: Directory,
  options: ResumeOptions<Model> = {},
): Promise<Trainer<Model>> {
  const bytes = await directory.read(TRAINER_FILE);
  if (!bytes) {
    throw new CheckpointError(
      `${TRAINER_FILE}: no such file was found; a folder with an unfinished training run was needed; check the path.`,
    );
  }
  const file = readSafetensors(bytes);
  const state = readState(file);
  const data = await loadData(state, directory, options.data);
  const tokenizer = state.tokenizer && tokenizerFromJson(state.tokenizer);
  const config = completeTrainConfig(state.config);
  const weights = valuesUnder(MODEL_PREFIX, file);
  // without a model of the caller's, Model is its default
  const model = options.model ?? (buildModel(state.model, weights) as LanguageModel as Model);
  let optimizer: Optimizer | undefined;
  try {
    if (options.model) restore(weightsToStore(model), weights, 'weights');
    optimizer = createOptimizer(trainedOf(model, state), config);
    restore(optimizer.firstMoments, valuesUnder(FIRST_MOMENT_PREFIX, file), 'moments');
    restore(optimizer.secondMoments, valuesUnder(SECOND_MOMENT_PREFIX, file), 'moments');
  } catch (error) {
    optimizer?.dispose();
    model.dispose();
    throw error;
  }
  const { progress, seed } = state;
  const best = valuesUnder(BEST_PREFIX, file);
  const parts = { model, data, config, seed, optimizer, progress };
  return trainerOfParts({ ...parts, ...(tokenizer && { tokenizer }), ...(best.size > 0 && { best }) });
}

function readState(file: SafetensorsFile): TrainingState {
  const text = file.metadata[STATE_KEY];
  let state: Partial<TrainingState> | undefined;
  try {
    state = text === undefined ? undefined : JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`${TRAINER_FILE}: its state is not JSON; it must be; the file is damaged.`, undefined, {
      cause,
    });
  }
  const { version, model, config, progress, data, trained } = state ?? {};
  if (version !== STATE_VERSION || !model || !config || !progress || !data || !trained) {
    throw new CheckpointError(
      `${TRAINER_FILE}: state of version ${String(version ?? 'none')} was found; a whole one of version ${STATE_VERSION} ` +
        'was needed; resume with the version of Glassbox that saved it.',
    );
  }
  return state as TrainingState; // written by saveTraining of this version; the parts are checked where they are used
}

async function loadData(
  { source, dataFile, data }: TrainingState,
  directory: Directory,
  given: BatchSource | undefined,
): Promise<BatchSource> {
  const loaded = given ?? sourceOfStored(await storedSource(source, dataFile, directory), data.seed);
  loaded.restore(data);
  return loaded;
}

async function storedSource(source: TrainingState['source'], dataFile: string | undefined, directory: Directory) {
  if (!source || dataFile === undefined) {
    throw new CheckpointError(
      `${TRAINER_FILE}: the run's data source can't be stored; the source itself was needed; ` +
        'pass it: resumeTrainer(directory, { data }).',
    );
  }
  const bytes = await directory.read(dataFile);
  if (!bytes) {
    throw new CheckpointError(
      `${dataFile}: no such file was found; the tokens of the run were needed; copy the whole folder.`,
    );
  }
  const lists: Record<string, Int32Array> = {};
  for (const [name, entry] of readSafetensors(bytes).tensors) lists[name] = integerValues(entry);
  return { ...source, lists };
}

function trainedOf({ parameters }: LanguageModel, { trained }: TrainingState): Map<string, Variable> {
  return new Map(
    trained.map((name) => {
      const parameter = parameters.get(name);
      if (parameter) return [name, parameter];
      throw new CheckpointError(
        `${TRAINER_FILE}: ${name} was trained, and the model has no such parameter; a model of the same shape was needed.`,
        name,
      );
    }),
  );
}

function restore(
  variables: ReadonlyMap<string, Variable>,
  values: ReadonlyMap<string, Float32Array>,
  what: string,
): void {
  for (const [name, variable] of variables) {
    const stored = values.get(name);
    if (stored?.length !== variable.size) {
      throw new CheckpointError(
        `${TRAINER_FILE}, ${name}: ${stored?.length ?? 'no'} ${what} were found; ${variable.size} were needed; ` +
          'the file is damaged or of another model.',
        name,
      );
    }
    tidy(() => variable.assign(tensor(stored, variable.shape)));
  }
}

function valuesUnder(prefix: string, { tensors }: SafetensorsFile): Map<string, Float32Array> {
  const values = new Map<string, Float32Array>();
  for (const [name, entry] of tensors) {
    if (name.startsWith(prefix)) values.set(name.slice(prefix.length), floatValues(entry));
  }
  return values;
}
