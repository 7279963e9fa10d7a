/**
 * A reward model on disk, as Hugging Face's GPT2ForSequenceClassification with one label: `transformer.*` and
 * `score.weight` [1, C]. Zero and scale stand in config.json under a name of our own.
 */
import { tensor, tidy } from '@tensorflow/tfjs-core';
import { fromHfConfig, toHfConfig } from '../checkpoint/hf-config.ts';
import { parseJson } from '../checkpoint/json-file.ts';
import { readVariables } from '../checkpoint/read-variables.ts';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import { floatValues } from '../checkpoint/safetensors-values.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { gptFromValues } from '../model/gpt.ts';
import { type Normalisation, type RewardModel, rewardModelOf } from './reward-model.ts';

const CONFIG_FILE = 'config.json';
const WEIGHTS_FILE = 'model.safetensors';
const HEAD = 'score.weight';
const NORMALISATION = 'glassbox_reward';

/** How numbers are stored. */
export interface SaveRewardModelOptions {
  /** F16 halves the file and rounds weights to 11 bits. Default F32. */
  readonly dtype?: 'F32' | 'F16';
}

/** Writes `config.json` and `model.safetensors` into a directory, the weights last. */
export async function saveRewardModel(
  model: RewardModel,
  directory: Directory,
  { dtype = 'F32' }: SaveRewardModelOptions = {},
): Promise<void> {
  const weights = (await readVariables(model.parameters)).map((weight) =>
    weight.name === HEAD
      ? { ...weight, shape: [1, weight.values.length], dtype } // stored [labels, C], as PyTorch's Linear
      : { ...weight, dtype },
  );
  const config = {
    ...toHfConfig(model.trunk.config),
    architectures: ['GPT2ForSequenceClassification'],
    num_labels: 1,
    [NORMALISATION]: model.normalisation,
  };
  await directory.write(CONFIG_FILE, new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`));
  await directory.write(WEIGHTS_FILE, writeSafetensors(weights, { format: 'pt' }));
}

/**
 * Resolves to the reward model saved in a directory; the caller disposes it.
 *
 * @throws CheckpointError if a file is missing or damaged, or holds no reward model
 */
export async function loadRewardModel(directory: Directory): Promise<RewardModel> {
  const json = parseJson(await readNamed(directory, CONFIG_FILE), CONFIG_FILE);
  const config = fromHfConfig(json);
  const normalisation = normalisationOf(json);
  const entries = readSafetensors(await readNamed(directory, WEIGHTS_FILE)).tensors;
  const head = entries.get(HEAD);
  if (head?.shape.join() !== `1,${config.nEmbd}`) {
    throw new CheckpointError(
      `${HEAD}: shape [${head?.shape.join(', ') ?? 'none'}] was found; [1, ${config.nEmbd}] was needed; the folder holds no reward model.`,
      HEAD,
    );
  }
  const values = new Map(Array.from(entries, ([name, entry]) => [name, floatValues(entry)]));
  const model = rewardModelOf(gptFromValues(config, values));
  tidy(() => model.parameters.get(HEAD)?.assign(tensor(floatValues(head), [config.nEmbd, 1])));
  model.setNormalisation(normalisation);
  return model;
}

async function readNamed(directory: Directory, name: string): Promise<Uint8Array> {
  const bytes = await directory.read(name);
  if (bytes) return bytes;
  throw new CheckpointError(
    `${name}: no such file was found; the folder of a reward model was needed; check the path.`,
  );
}

function normalisationOf(json: unknown): Normalisation {
  const found = (json as { [NORMALISATION]?: Partial<Normalisation> })[NORMALISATION] ?? { shift: 0, scale: 1 };
  const { shift, scale } = found;
  if (typeof shift === 'number' && typeof scale === 'number' && scale > 0) return { shift, scale };
  throw new CheckpointError(
    `${CONFIG_FILE}, ${NORMALISATION}: ${JSON.stringify(found)} was found; a shift and a scale above 0 were needed; the file is damaged.`,
  );
}
