/** Continues a saved run exactly where it stopped: the curve with an interruption equals the one without. */

import { tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { readSafetensors, type SafetensorsFile } from '../checkpoint/safetensors.ts';
import { floatValues, integerValues } from '../checkpoint/safetensors-values.ts';
import { batchesOfParts } from '../data/batches.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { gptFromValues } from '../model/gpt.ts';
import { tokenizerFromJson } from '../tokenizer/tokenizer-from-json.ts';
import { createOptimizer, type Optimizer } from './optimizer.ts';
import {
  FIRST_MOMENT_PREFIX,
  MODEL_PREFIX,
  SECOND_MOMENT_PREFIX,
  STATE_KEY,
  TRAINER_FILE,
  type TrainingState,
} from './save-training.ts';
import { completeTrainConfig } from './train-config.ts';
import { type Trainer, trainerOfParts } from './trainer.ts';

/**
 * Returns the trainer that was saved in a directory; the caller disposes it.
 *
 * @throws CheckpointError if there is no checkpoint, or it is damaged or of a later version
 */
export async function resumeTrainer(directory: Directory): Promise<Trainer> {
  const bytes = await directory.read(TRAINER_FILE);
  if (!bytes) {
    throw new CheckpointError(
      `${TRAINER_FILE}: no such file was found; a folder with an unfinished training run was needed; check the path.`,
    );
  }
  const file = readSafetensors(bytes);
  const state = readState(file);
  const data = await loadData(state, directory);
  const tokenizer = tokenizerFromJson(state.tokenizer);
  const config = completeTrainConfig(state.config);
  const model = gptFromValues(state.model, valuesUnder(MODEL_PREFIX, file));
  const optimizer = createOptimizer(model.parameters, config);
  try {
    restoreMoments(optimizer, file);
  } catch (error) {
    optimizer.dispose();
    model.dispose();
    throw error;
  }
  return trainerOfParts({ model, tokenizer, data, config, seed: state.seed, optimizer, progress: state.progress });
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
  if (state?.version !== 1 || !state.model || !state.config || !state.progress || !state.data || !state.tokensFile) {
    throw new CheckpointError(
      `${TRAINER_FILE}: state of version ${String(state?.version ?? 'none')} was found; a whole one of version 1 was needed; ` +
        'resume with the version of Glassbox that saved it.',
    );
  }
  return state as TrainingState; // written by saveTraining of this version; the parts are checked where they are used
}

async function loadData(state: TrainingState, directory: Directory): Promise<ReturnType<typeof batchesOfParts>> {
  const { tokensFile, batchSize, blockSize, data } = state;
  const bytes = await directory.read(tokensFile);
  if (!bytes) {
    throw new CheckpointError(
      `${tokensFile}: no such file was found; the tokens of the run were needed; copy the whole folder.`,
    );
  }
  const { tensors } = readSafetensors(bytes);
  const [train, validation] = ['train', 'validation'].map((name) => {
    const entry = tensors.get(name);
    if (!entry)
      throw new CheckpointError(
        `${tokensFile}: no tensor ${name} was found; it was needed; the file is damaged.`,
        name,
      );
    return integerValues(entry);
  }) as [Int32Array, Int32Array];
  const source = batchesOfParts(train, validation, { batchSize, blockSize, seed: data.seed });
  source.restore(data);
  return source;
}

function restoreMoments(optimizer: Optimizer, file: SafetensorsFile): void {
  restore(optimizer.firstMoments, valuesUnder(FIRST_MOMENT_PREFIX, file));
  restore(optimizer.secondMoments, valuesUnder(SECOND_MOMENT_PREFIX, file));
}

function restore(variables: ReadonlyMap<string, Variable>, values: ReadonlyMap<string, Float32Array>): void {
  for (const [name, variable] of variables) {
    const stored = values.get(name);
    if (stored?.length !== variable.size) {
      throw new CheckpointError(
        `${TRAINER_FILE}, ${name}: ${stored?.length ?? 'no'} moments were found; ${variable.size} were needed; the file is damaged.`,
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
