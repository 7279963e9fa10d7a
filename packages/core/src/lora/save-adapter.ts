/** Adapters as files, in the layout of Hugging Face's PEFT: `adapter_config.json` and `adapter_model.safetensors`. */

import { parseJson } from '../checkpoint/json-file.ts';
import { readVariables } from '../checkpoint/read-variables.ts';
import { readSafetensors } from '../checkpoint/safetensors.ts';
import { floatValues } from '../checkpoint/safetensors-values.ts';
import { type TensorToWrite, writeSafetensors } from '../checkpoint/write-safetensors.ts';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import type { Gpt } from '../model/gpt.ts';
import { type LoraConfig, type LoraGpt, loraOfValues } from './lora.ts';

const ADAPTER_CONFIG_FILE = 'adapter_config.json';
const ADAPTER_FILE = 'adapter_model.safetensors';

/** PEFT wraps the wrapped model once more. */
const PEFT_PREFIX = 'base_model.model.';

/** Writes the adapters of a model into a directory, beside or apart from its base; PEFT reads them. */
export async function saveAdapter(model: LoraGpt, directory: Directory): Promise<void> {
  await writeAdapterFiles(model.lora, await readVariables(model.parameters), directory);
}

/** Writes both files from values that were read already. */
export async function writeAdapterFiles(
  { rank, alpha, targets, dropout }: LoraConfig,
  weights: readonly TensorToWrite[],
  directory: Directory,
): Promise<void> {
  const config = {
    peft_type: 'LORA',
    task_type: 'CAUSAL_LM',
    base_model_name_or_path: null,
    r: rank,
    lora_alpha: alpha,
    lora_dropout: dropout,
    target_modules: targets,
    fan_in_fan_out: true, // GPT-2 stores weights [in, out]
    bias: 'none',
    inference_mode: true,
  };
  await directory.write(ADAPTER_CONFIG_FILE, new TextEncoder().encode(`${JSON.stringify(config, null, 2)}\n`));
  const named = weights.map((weight) => ({ ...weight, name: `${PEFT_PREFIX}${weight.name}` }));
  await directory.write(ADAPTER_FILE, writeSafetensors(named, { format: 'pt' }));
}

/**
 * Returns the base with the adapters of a directory; the caller disposes it, and the base.
 *
 * @throws CheckpointError naming the file, field or tensor if one is missing, damaged or does not fit the base; ConfigError
 *   if a number of adapter_config.json is out of range
 */
export async function loadAdapter(base: Gpt, directory: Directory): Promise<LoraGpt> {
  const config = readConfig(parseJson(await fileOf(directory, ADAPTER_CONFIG_FILE), ADAPTER_CONFIG_FILE));
  const { tensors } = readSafetensors(await fileOf(directory, ADAPTER_FILE));
  const values = new Map<string, Float32Array>();
  for (const [name, entry] of tensors) values.set(name.replace(PEFT_PREFIX, ''), floatValues(entry));
  const model = loraOfValues(base, config, values);
  const stranger = [...values.keys()].find((name) => !model.parameters.has(name));
  if (stranger === undefined) return model;
  model.dispose();
  throw new CheckpointError(
    `${ADAPTER_FILE}, ${JSON.stringify(stranger)}: a tensor was found that target_modules does not ask for; ` +
      'none was needed; both files must be of one adapter.',
    stranger,
  );
}

function readConfig(json: unknown): LoraConfig {
  const fields = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  const { r, lora_alpha, target_modules, lora_dropout = 0 } = fields;
  if (fields.peft_type !== 'LORA') failField('peft_type', fields.peft_type, '"LORA"');
  if (fields.use_dora || fields.use_rslora || (fields.bias ?? 'none') !== 'none') {
    failField('use_dora, use_rslora or bias', 'set', 'plain LoRA');
  }
  if (typeof r !== 'number') failField('r', r, 'a number');
  if (typeof lora_alpha !== 'number') failField('lora_alpha', lora_alpha, 'a number');
  if (typeof lora_dropout !== 'number') failField('lora_dropout', lora_dropout, 'a number');
  if (!Array.isArray(target_modules) || !target_modules.every((name) => typeof name === 'string')) {
    failField('target_modules', target_modules, 'a list of layer names');
  }
  return { rank: r, alpha: lora_alpha, targets: target_modules, dropout: lora_dropout };
}

async function fileOf(directory: Directory, name: string): Promise<Uint8Array> {
  const bytes = await directory.read(name);
  if (bytes) return bytes;
  throw new CheckpointError(
    `${name}: no such file was found; a folder with saved adapters was needed; check the path.`,
  );
}

function failField(field: string, found: unknown, needed: string): never {
  throw new CheckpointError(
    `${ADAPTER_CONFIG_FILE}: ${field} is ${JSON.stringify(found) ?? 'missing'}; ${needed} was needed; ` +
      'use an adapter of PEFT or of Glassbox.',
  );
}
