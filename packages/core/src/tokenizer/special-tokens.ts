/** Special tokens: cutting them out of a text where they are allowed, and their entries in a `tokenizer.json`. */
import { TokenizerError } from '../foundations/errors.ts';
import type { EncodeOptions } from './tokenizer.ts';

/** A piece of text to encode, or the special token that stands at this place. */
export type Segment =
  | { readonly text: string; readonly start: number }
  | { readonly tokenId: number; readonly name: string };

/**
 * Returns the text cut at every allowed special token, the longest first where several begin at one place. `start` is
 * the place of a segment in UTF-16 units.
 *
 * @throws TokenizerError if `allowedSpecial` names a token there is not
 */
export function splitSpecial(
  text: string,
  specialTokens: ReadonlyMap<string, number>,
  allowedSpecial: EncodeOptions['allowedSpecial'] = [],
): Segment[] {
  const allowed = allowedSpecial === 'all' ? [...specialTokens.keys()] : allowedSpecial;
  if (allowed.length === 0) return text === '' ? [] : [{ text, start: 0 }];
  for (const name of allowed) if (!specialTokens.has(name)) failSpecial(name, specialTokens);
  const pattern = new RegExp(longestFirst(allowed).map(escapePattern).join('|'), 'g');
  const segments: Segment[] = [];
  let start = 0;
  for (const { 0: name, index } of text.matchAll(pattern)) {
    if (index > start) segments.push({ text: text.slice(start, index), start });
    segments.push({ tokenId: specialTokens.get(name) ?? failSpecial(name, specialTokens), name });
    start = index + name.length;
  }
  if (start < text.length) segments.push({ text: text.slice(start), start });
  return segments;
}

/** Returns the `added_tokens` of a `tokenizer.json`. */
export function toAddedTokens(specialTokens: ReadonlyMap<string, number>): object[] {
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: true };
  return [...specialTokens].map(([content, id]) => ({ id, content, ...flags }));
}

/** Returns new special tokens numbered from `firstId` in their order. Throws a TokenizerError on one that is empty or there twice. */
export function numberSpecialTokens(names: readonly string[], firstId: number): Map<string, number> {
  const specialTokens = new Map<string, number>();
  for (const name of names) {
    if (name === '' || !name.isWellFormed() || specialTokens.has(name)) {
      throw new TokenizerError(
        `specialTokens: ${JSON.stringify(name)} was found${specialTokens.has(name) ? ' twice' : ''}; ` +
          'different names of at least one character were needed; <|end|> is a usual form.',
      );
    }
    specialTokens.set(name, firstId + specialTokens.size);
  }
  return specialTokens;
}

function escapePattern(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function longestFirst(names: readonly string[]): string[] {
  return [...names].sort((a, b) => b.length - a.length);
}

function failSpecial(name: string, specialTokens: ReadonlyMap<string, number>): never {
  const known = specialTokens.size === 0 ? 'this tokenizer has none' : `one of ${[...specialTokens.keys()].join(' ')}`;
  throw new TokenizerError(
    `encode: allowedSpecial holds ${JSON.stringify(name)}; ${known} was needed; make the tokenizer with it or leave it out.`,
  );
}
