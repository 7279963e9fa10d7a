/** What the folders of all models have: `config.json`, and often a `tokenizer.json`. */
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError, TokenizerError } from '../foundations/errors.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { tokenizerFromJson } from '../tokenizer/tokenizer-from-json.ts';
import { parseJson } from './json-file.ts';

export const CONFIG_FILE = 'config.json';

export const TOKENIZER_FILE = 'tokenizer.json';

/** What was found of a tokenizer beside the weights. */
export interface LoadedTokenizer {
  /** Absent when the folder has none that can be read. */
  readonly tokenizer?: Tokenizer;
  /** Why there is no tokenizer although the folder has a `tokenizer.json`. */
  readonly tokenizerProblem?: TokenizerError;
}

/** Returns the parsed `config.json`. Throws a CheckpointError if it is missing or no JSON. */
export async function readConfigFile(directory: Directory): Promise<unknown> {
  const bytes = await directory.read(CONFIG_FILE);
  if (bytes) return parseJson(bytes, CONFIG_FILE);
  throw new CheckpointError(
    `${CONFIG_FILE}: no such file was found; a folder with a saved model was needed; check the path.`,
  );
}

/** Returns the folder's tokenizer, or why it can't be read; neither where there is no `tokenizer.json`. */
export async function readTokenizerFile(directory: Directory): Promise<LoadedTokenizer> {
  const bytes = await directory.read(TOKENIZER_FILE);
  if (!bytes) return {};
  try {
    return { tokenizer: tokenizerFromJson(parseJson(bytes, TOKENIZER_FILE)) };
  } catch (error) {
    if (error instanceof TokenizerError) return { tokenizerProblem: error };
    if (error instanceof CheckpointError)
      return { tokenizerProblem: new TokenizerError(error.message, undefined, { cause: error }) };
    throw error;
  }
}

/** Throws a CheckpointError unless a file with so few tensors can hold so many layers: nothing is made per layer before. */
export function checkLayerCount(field: string, nLayer: number, tensorCount: number): void {
  if (nLayer <= tensorCount) return;
  throw new CheckpointError(
    `config.json, ${field}: ${nLayer} was found; at most ${tensorCount}, the number of stored tensors, can be true; ` +
      'config.json and the weights must be of one model.',
  );
}
