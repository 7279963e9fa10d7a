/**
 * A checkpoint of a run. `trainer.safetensors` alone holds all that moves (weights, moments, step, cursor, seeds) and
 * is written in one atomic go, so a crash at any moment leaves a whole checkpoint: the new one or the one before. The
 * tokens it learns from never change and are stored once; the Hugging Face files are a copy for everyone else.
 */
import { readVariables } from '../checkpoint/read-variables.ts';
import { writeModelFiles } from '../checkpoint/save-model.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import type { BatchesState } from '../data/batches.ts';
import type { Directory } from '../foundations/directory.ts';
import type { GptConfig } from '../model/gpt-config.ts';
import type { TrainConfig } from './train-config.ts';
import type { Progress, TrainerParts } from './trainer-parts.ts';

export const TRAINER_FILE = 'trainer.safetensors';
/** The key of the state inside the file's metadata. */
export const STATE_KEY = 'glassbox.training';

export const MODEL_PREFIX = 'model/';
export const FIRST_MOMENT_PREFIX = 'adam.first/';
export const SECOND_MOMENT_PREFIX = 'adam.second/';

/** Everything of a run that is not a tensor. */
export interface TrainingState {
  readonly version: 1;
  readonly model: Required<GptConfig>;
  readonly config: Required<TrainConfig>;
  readonly progress: Progress;
  readonly data: BatchesState;
  readonly batchSize: number;
  readonly blockSize: number;
  readonly tokensFile: string;
  readonly seed: number;
  readonly tokenizer: object;
}

const TOKENS_FILE = /^tokens-[0-9a-f]{8}\.safetensors$/;

/** Writes a checkpoint that `resumeTrainer` continues from exactly. */
export async function saveTraining(parts: TrainerParts, directory: Directory): Promise<void> {
  const { model, tokenizer, optimizer } = parts;
  const weights = await readVariables(model.parameters);
  const tensors = [
    ...weights.map((weight) => ({ ...weight, name: `${MODEL_PREFIX}${weight.name}` })),
    ...(await readVariables(optimizer.firstMoments, FIRST_MOMENT_PREFIX)),
    ...(await readVariables(optimizer.secondMoments, SECOND_MOMENT_PREFIX)),
  ];
  const tokensFile = await saveTokens(parts, directory);
  const state = JSON.stringify(stateOf(parts, tokensFile));
  await directory.write(TRAINER_FILE, writeSafetensors(tensors, { [STATE_KEY]: state }));
  for (const name of await directory.list()) {
    if (TOKENS_FILE.test(name) && name !== tokensFile) await directory.remove(name);
  }
  await writeModelFiles(model, tokenizer, directory, weights);
}

function stateOf(parts: TrainerParts, tokensFile: string): TrainingState {
  const { model, config, progress, data, seed, tokenizer } = parts;
  const { batchSize, blockSize } = data;
  return {
    version: 1,
    model: model.config,
    config,
    progress,
    data: data.state,
    batchSize,
    blockSize,
    tokensFile,
    seed,
    tokenizer: tokenizer.toJson(),
  };
}

/** Stores the tokens under a name made from them, unless they are there; returns the name. */
async function saveTokens({ data }: TrainerParts, directory: Directory): Promise<string> {
  const parts = [
    { name: 'train', shape: [data.trainTokenIds.length], values: data.trainTokenIds },
    { name: 'validation', shape: [data.validationTokenIds.length], values: data.validationTokenIds },
  ];
  const name = `tokens-${fingerprint(parts.map(({ values }) => values))}.safetensors`;
  const names = await directory.list();
  if (!names.includes(name)) await directory.write(name, writeSafetensors(parts));
  return name;
}

/**
 * Eight hex digits that tell token lists apart: FNV-1a over lengths and ids.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
 */
function fingerprint(lists: readonly Int32Array[]): string {
  let hash = 0x811c9dc5;
  const take = (value: number) => {
    hash = Math.imul(hash ^ value, 0x01000193);
  };
  for (const list of lists) {
    take(list.length);
    list.forEach(take);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
