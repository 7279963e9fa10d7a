/**
 * Reads a Hugging Face `tokenizer.json`. So far: the character tokenizers that Glassbox writes, and any other file
 * whose model holds single characters and merges nothing.
 */
import { TokenizerError } from '../foundations/errors.ts';
import { tokenizerOfCharacters } from './char-tokenizer.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * Returns the tokenizer that a parsed `tokenizer.json` describes.
 *
 * @param json the parsed file
 * @throws TokenizerError if it is not a tokenizer, of a kind not read here, or its ids have gaps or repeats
 */
export function tokenizerFromJson(json: unknown): Tokenizer {
  const model = isRecord(json) ? json.model : undefined;
  if (!isRecord(model) || !isRecord(model.vocab)) {
    throw new TokenizerError(
      'tokenizer.json: no model with a vocab was found; the format of Hugging Face tokenizers was needed; check the file.',
    );
  }
  const entries = Object.entries(model.vocab);
  const merges = Array.isArray(model.merges) ? model.merges.length : 0;
  if (merges > 0 || entries.some(([token]) => [...token].length !== 1)) {
    throw new TokenizerError(
      `tokenizer.json: a ${String(model.type)} model with ${merges} merges and longer tokens was found; ` +
        'one token per character was needed; use ids instead of text with this model.',
    );
  }
  return tokenizerOfCharacters(inOrder(entries));
}

function inOrder(entries: readonly [string, unknown][]): string[] {
  const characters: string[] = [];
  for (const [character, id] of entries) {
    const fits = typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < entries.length;
    if (!fits || characters[id] !== undefined) {
      throw new TokenizerError(
        `tokenizer.json: ${JSON.stringify(character)} has id ${JSON.stringify(id)}; ` +
          `each of 0 to ${entries.length - 1} exactly once was needed; write the file again.`,
      );
    }
    characters[id] = character;
  }
  return characters;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
