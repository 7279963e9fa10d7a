/**
 * A checkpoint of a run. `trainer.safetensors` alone holds all that moves (weights, moments, step, cursor, seeds, the
 * best weights) and is written in one atomic go, so a crash at any moment leaves a whole checkpoint: the new one or the
 * one before. What it learns from never changes and is stored once; the Hugging Face files are a copy for everyone else.
 */
import { readVariables } from '../checkpoint/read-variables.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import type { BatchesState, StoredSource } from '../data/batch-source.ts';
import type { Directory } from '../foundations/directory.ts';
import type { LanguageModel } from '../model/language-model.ts';
import { describeModel, type StoredModel, weightsToStore, writeForOthers } from './model-kinds.ts';
import type { Progress } from './progress.ts';
import type { CompleteTrainConfig } from './train-config.ts';
import type { TrainerParts } from './trainer-parts.ts';

export const TRAINER_FILE = 'trainer.safetensors';
/** The key of the state inside the file's metadata. */
export const STATE_KEY = 'glassbox.training';
export const STATE_VERSION = 2;

export const MODEL_PREFIX = 'model/';
export const FIRST_MOMENT_PREFIX = 'adam.first/';
export const SECOND_MOMENT_PREFIX = 'adam.second/';
export const BEST_PREFIX = 'best/';

/** Everything of a run that is not a tensor. */
export interface TrainingState {
  readonly version: typeof STATE_VERSION;
  readonly model: StoredModel;
  readonly config: CompleteTrainConfig;
  readonly progress: Progress;
  /** Names of the parameters that are trained. */
  readonly trained: readonly string[];
  readonly data: BatchesState;
  /** How to build the data source again, without its lists, which are in `dataFile`; absent for a source of the caller's own. */
  readonly source?: Omit<StoredSource, 'lists'>;
  readonly dataFile?: string;
  readonly seed: number;
  readonly tokenizer?: object;
}

const DATA_FILE = /^tokens-[0-9a-f]{8}\.safetensors$/;

/** Writes a checkpoint that `resumeTrainer` continues from exactly. */
export async function saveTraining<Model extends LanguageModel>(
  parts: TrainerParts<Model>,
  directory: Directory,
): Promise<void> {
  const { model, tokenizer, optimizer, best } = parts;
  const weights = await readVariables(weightsToStore(model));
  const shapeOf = (name: string) => optimizer.parameters.get(name)?.shape ?? [];
  const tensors = [
    ...weights.map((weight) => ({ ...weight, name: `${MODEL_PREFIX}${weight.name}` })),
    ...(await readVariables(optimizer.firstMoments, FIRST_MOMENT_PREFIX)),
    ...(await readVariables(optimizer.secondMoments, SECOND_MOMENT_PREFIX)),
    ...Array.from(best ?? [], ([name, values]) => ({ name: `${BEST_PREFIX}${name}`, shape: shapeOf(name), values })),
  ];
  const stored = parts.data.stored?.();
  const dataFile = stored && (await saveLists(stored.lists, directory));
  const state = JSON.stringify(stateOf(parts, stored, dataFile));
  await directory.write(TRAINER_FILE, writeSafetensors(tensors, { [STATE_KEY]: state }));
  for (const name of await directory.list()) {
    if (DATA_FILE.test(name) && name !== dataFile) await directory.remove(name);
  }
  await writeForOthers(model, tokenizer, directory, weights);
}

function stateOf<Model extends LanguageModel>(
  parts: TrainerParts<Model>,
  stored: StoredSource | undefined,
  dataFile: string | undefined,
): TrainingState {
  const { model, config, progress, data, seed, tokenizer, optimizer } = parts;
  return {
    version: STATE_VERSION,
    model: describeModel(model),
    config,
    progress,
    trained: [...optimizer.parameters.keys()],
    data: data.state,
    ...(stored && dataFile && { source: { kind: stored.kind, settings: stored.settings }, dataFile }),
    seed,
    ...(tokenizer && { tokenizer: tokenizer.toJson() }),
  };
}

/** Stores the lists under a name made from them, unless they are there; returns the name. */
async function saveLists(lists: StoredSource['lists'], directory: Directory): Promise<string> {
  const tensors = Object.entries(lists).map(([name, values]) => ({ name, shape: [values.length], values }));
  const name = `tokens-${fingerprint(Object.values(lists))}.safetensors`;
  const names = await directory.list();
  if (!names.includes(name)) await directory.write(name, writeSafetensors(tensors));
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
