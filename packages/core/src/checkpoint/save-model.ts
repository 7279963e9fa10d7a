/** Saves a model in Hugging Face layout: `tokenizer.json`, `config.json`, `model.safetensors`. */
import type { Directory } from '../foundations/directory.ts';
import type { Gpt } from '../model/gpt.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { toHfConfig } from './hf-config.ts';
import { readVariables } from './read-variables.ts';
import { WEIGHTS_FILE } from './weight-files.ts';
import { writeSafetensors } from './write-safetensors.ts';

export const CONFIG_FILE = 'config.json';

export const TOKENIZER_FILE = 'tokenizer.json';

export interface SaveModelOptions {
  /** F16 halves the file and rounds weights to 11 bits. Default F32. */
  readonly dtype?: 'F32' | 'F16';
}

/**
 * Writes the model's files into a directory; each replaces its former version as a whole, the weights last.
 *
 * @param tokenizer left out, there is no `tokenizer.json`
 */
export async function saveModel(
  model: Gpt,
  tokenizer: Tokenizer | undefined,
  directory: Directory,
  { dtype = 'F32' }: SaveModelOptions = {},
): Promise<void> {
  const weights = await readVariables(model.parameters);
  await writeModelFiles(
    model,
    tokenizer,
    directory,
    weights.map((weight) => ({ ...weight, dtype })),
  );
}

/** Writes the three files from weights that were read already. */
export async function writeModelFiles(
  model: Gpt,
  tokenizer: Tokenizer | undefined,
  directory: Directory,
  weights: Parameters<typeof writeSafetensors>[0],
): Promise<void> {
  if (tokenizer) await directory.write(TOKENIZER_FILE, toBytes(tokenizer.toJson()));
  await directory.write(CONFIG_FILE, toBytes(toHfConfig(model.config)));
  // transformers refuses files whose metadata does not name a framework
  await directory.write(WEIGHTS_FILE, writeSafetensors(weights, { format: 'pt' }));
}

function toBytes(json: object): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
}
