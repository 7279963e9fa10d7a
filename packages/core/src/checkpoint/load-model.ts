/**
 * Loads a GPT-2 folder in Hugging Face layout, ours or anyone's: with or without the `transformer.` prefix, with a
 * tied head stored or left out, with the causal mask's buffers of old checkpoints, in one file or in shards.
 */
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError, TokenizerError } from '../foundations/errors.ts';
import { type Gpt, gptFromValues } from '../model/gpt.ts';
import type { GptConfig } from '../model/gpt-config.ts';
import { parameterSpecs } from '../model/gpt-parameters.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { tokenizerFromJson } from '../tokenizer/tokenizer-from-json.ts';
import { fromHfConfig } from './hf-config.ts';
import type { SafetensorsEntry } from './safetensors.ts';
import { floatValues } from './safetensors-values.ts';
import { CONFIG_FILE, TOKENIZER_FILE } from './save-model.ts';
import { parseJson, readWeightFiles } from './weight-files.ts';

export interface LoadedModel {
  /** The caller disposes it. */
  readonly model: Gpt;
  /** Absent when the folder has none that can be read. */
  readonly tokenizer?: Tokenizer;
  /** Why there is no tokenizer although the folder has a `tokenizer.json`. */
  readonly tokenizerProblem?: TokenizerError;
}

const PREFIX = 'transformer.';
const HEAD = 'lm_head.weight';
/** Masks that old checkpoints stored beside the weights; causality is built into our attention. */
const MASK_BUFFER = /\.attn\.(masked_)?bias$/;

/**
 * Returns the model of a folder, and its tokenizer where it is one that can be read.
 *
 * @throws CheckpointError naming the tensor or field if a file is missing, damaged, or of another architecture
 */
export async function loadModel(directory: Directory): Promise<LoadedModel> {
  const configFile = await directory.read(CONFIG_FILE);
  if (!configFile) {
    throw new CheckpointError(
      `${CONFIG_FILE}: no such file was found; a folder with a saved model was needed; check the path.`,
    );
  }
  const config = fromHfConfig(parseJson(configFile, CONFIG_FILE));
  const stored = await readWeightFiles(directory);
  const model = gptFromValues(config, matchParameters(config, stored));
  const tokenizerFile = await directory.read(TOKENIZER_FILE);
  return tokenizerFile ? { model, ...readTokenizer(tokenizerFile) } : { model };
}

function readTokenizer(bytes: Uint8Array): { tokenizer: Tokenizer } | { tokenizerProblem: TokenizerError } {
  try {
    return { tokenizer: tokenizerFromJson(parseJson(bytes, TOKENIZER_FILE)) };
  } catch (error) {
    if (error instanceof TokenizerError) return { tokenizerProblem: error };
    if (error instanceof CheckpointError)
      return { tokenizerProblem: new TokenizerError(error.message, undefined, { cause: error }) };
    throw error;
  }
}

/** Every parameter's values under its full name, after the stored shapes were checked. */
function matchParameters(config: GptConfig, stored: ReadonlyMap<string, SafetensorsEntry>): Map<string, Float32Array> {
  const specs = parameterSpecs(config);
  refuseStrangers(new Set(specs.map(({ name }) => name)), stored);
  const values = new Map<string, Float32Array>();
  for (const { name, shape } of specs) {
    const entry = stored.get(name) ?? stored.get(name.slice(PREFIX.length));
    if (!entry) failTensor(name, 'no such tensor was found', `shape [${shape.join(', ')}] was needed`);
    if (entry.shape.join() !== shape.join()) {
      failTensor(
        name,
        `shape [${entry.shape.join(', ')}] was found`,
        `[${shape.join(', ')}] was needed by config.json`,
      );
    }
    values.set(name, floatValues(entry));
  }
  checkTiedHead(stored.get(HEAD), values.get(`${PREFIX}wte.weight`));
  return values;
}

/** A tensor this architecture has no place for would silently change what the model says. */
function refuseStrangers(known: ReadonlySet<string>, stored: ReadonlyMap<string, SafetensorsEntry>): void {
  for (const name of stored.keys()) {
    const full = name.startsWith(PREFIX) ? name : `${PREFIX}${name}`;
    if (known.has(full) || name === HEAD || MASK_BUFFER.test(name)) continue;
    failTensor(name, 'a tensor was found that GPT-2 with this config.json does not have', 'none was needed');
  }
}

function checkTiedHead(head: SafetensorsEntry | undefined, table: Float32Array | undefined): void {
  if (!head || !table) return;
  const weights = floatValues(head);
  if (weights.length === table.length && weights.every((weight, i) => weight === table[i])) return;
  failTensor(HEAD, 'a head of its own was found', 'one tied to wte.weight was needed; untied heads are not supported');
}

function failTensor(name: string, found: string, needed: string): never {
  throw new CheckpointError(
    `model.safetensors, ${JSON.stringify(name)}: ${found}; ${needed}; the files must be of one GPT-2 model.`,
    name,
  );
}
