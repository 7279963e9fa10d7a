/**
 * Byte-pair encoding never merges across the pieces of a text that a pattern cuts: words with the space before them,
 * numbers, runs of signs, white space.
 */
import { TokenizerError } from '../foundations/errors.ts';

/** GPT-2's pattern. @see openai/gpt-2, src/encoder.py */
export const GPT2_PATTERN = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

/**
 * The pattern of cl100k_base (GPT-3.5 and GPT-4): contractions in either case, at most three digits together, line
 * breaks apart. Written without `(?i:…)`, which older browsers lack; ſ is the one other letter whose upper case is S.
 *
 * @see openai/tiktoken, tiktoken_ext/openai_public.py
 */
export const CL100K_PATTERN = String.raw`'(?:[sSſtTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;

/**
 * Returns a function that cuts a text into pieces which together are the text: the matches of `pattern`, and what lies
 * between them.
 *
 * `\s` means Unicode's White_Space, as in tiktoken and in Hugging Face's tokenizers. JavaScript's own `\s` counts the
 * byte order mark U+FEFF in and leaves U+0085 out; js-tiktoken and gpt-tokenizer inherit that and differ there.
 *
 * @throws TokenizerError if the pattern is no regular expression with the flag u
 */
export function splitter(pattern: string): (text: string) => string[] {
  const expression = compile(pattern);
  return (text) => {
    const pieces: string[] = [];
    let end = 0;
    for (const { 0: piece, index } of text.matchAll(expression)) {
      if (piece === '') continue;
      if (index > end) pieces.push(text.slice(end, index));
      pieces.push(piece);
      end = index + piece.length;
    }
    if (end < text.length) pieces.push(text.slice(end));
    return pieces;
  };
}

function compile(pattern: string): RegExp {
  const source = pattern.replaceAll(/\\(.)/gsu, (written, letter) =>
    letter === 's' ? String.raw`\p{White_Space}` : letter === 'S' ? String.raw`\P{White_Space}` : written,
  );
  try {
    return new RegExp(source, 'gu');
  } catch (cause) {
    throw new TokenizerError(
      `pattern: ${JSON.stringify(pattern)} was found; a regular expression as JavaScript knows them with the flag u was ` +
        'needed; GPT2_PATTERN is a usual one.',
      undefined,
      { cause },
    );
  }
}
