/**
 * Any `tokenizer.json` that is not read by our own code (WordPiece, Unigram, BPE with normalizers) goes through Hugging
 * Face's `@huggingface/tokenizers`. What their library would do silently is made explicit here: special tokens in a
 * text count only where allowed, ids outside the vocabulary and half characters are errors.
 */
import { Tokenizer as LibraryTokenizer } from '@huggingface/tokenizers';
import { TokenizerError } from '../foundations/errors.ts';
import { refuseHalfCharacters } from './byte-level-bpe.ts';
import { splitSpecial } from './special-tokens.ts';
import type { EncodeOptions, Tokenizer } from './tokenizer.ts';

type Json = Readonly<Record<string, unknown>>;

/** One entry of `added_tokens`, as far as it is needed here. */
interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special?: boolean;
}

/**
 * Returns the tokenizer of a parsed `tokenizer.json`. Text that the vocabulary has no token for becomes the file's
 * unknown token, so that decoding need not give back the text.
 *
 * @throws TokenizerError with the library's complaint if it can't read the file
 */
export function libraryTokenizer(json: Json): Tokenizer {
  const added = readAddedTokens(json);
  const vocabSize = countIds(json, added);
  const whole = load(json);
  const specialTokens = new Map(added.filter(({ special }) => special).map(({ content, id }) => [content, id]));
  const variants = new Map<string, LibraryTokenizer>();

  /** The library that knows only the allowed special tokens. */
  function variantFor(allowed: ReadonlySet<string>): LibraryTokenizer {
    if (allowed.size === specialTokens.size) return whole;
    const key = JSON.stringify([...allowed].sort());
    const known = variants.get(key);
    if (known) return known;
    const added_tokens = added.filter(({ content, special }) => !special || allowed.has(content));
    const variant = load({ ...json, added_tokens });
    variants.set(key, variant);
    return variant;
  }

  function encode(text: string, { allowedSpecial = [], template = false }: EncodeOptions = {}): Int32Array {
    refuseHalfCharacters(text);
    splitSpecial('', specialTokens, allowedSpecial); // refuses names that are no special tokens
    const allowed = new Set(allowedSpecial === 'all' ? specialTokens.keys() : allowedSpecial);
    const tokens = variantFor(allowed).tokenize(text, { add_special_tokens: false });
    const post = whole.post_processor;
    const framed = template && post ? post.post_process(tokens, null, true).tokens : tokens;
    return Int32Array.from(framed.map((token: string) => idOf(whole, token)));
  }

  return {
    vocabSize,
    specialTokens,
    encode,
    decode(tokenIds) {
      const ids = Array.from(tokenIds);
      const wrong = ids.find((id) => whole.id_to_token(id) === undefined);
      if (wrong !== undefined) failId(wrong, vocabSize);
      return ids.length === 0 ? '' : whole.decode(ids, { clean_up_tokenization_spaces: false });
    },
    toJson: () => json,
  };
}

function load(json: Json): LibraryTokenizer {
  try {
    return new LibraryTokenizer({ added_tokens: [], ...json }, {});
  } catch (cause) {
    throw new TokenizerError(
      `tokenizer.json: it could not be read (${cause instanceof Error ? cause.message : String(cause)}); a file of Hugging ` +
        'Face tokenizers was needed; write it again with their library.',
      undefined,
      { cause },
    );
  }
}

function readAddedTokens({ added_tokens = [] }: Json): readonly AddedToken[] {
  if (Array.isArray(added_tokens) && added_tokens.every(isAddedToken)) return added_tokens;
  throw new TokenizerError(
    'tokenizer.json: added_tokens with an entry that has no id or content were found; both were needed; the file is damaged.',
  );
}

/** One more than the highest id. Some gaps are usual; one far beyond the number of tokens would cost memory, not sense. */
function countIds({ model }: Json, added: readonly AddedToken[]): number {
  const vocab = (model as Json | undefined)?.vocab ?? {};
  const ids = Array.isArray(vocab) ? vocab.map((_, id) => id) : Object.values(vocab);
  let highest = -1;
  for (const id of [...ids, ...added.map((token) => token.id)]) {
    if (!(Number.isInteger(id) && id >= 0 && id < 2 * (ids.length + added.length) + 1000)) {
      throw new TokenizerError(
        `tokenizer.json: id ${String(id)} was found in a vocabulary of ${ids.length}; whole numbers from 0 up without large gaps ` +
          'were needed; the file is damaged.',
      );
    }
    highest = Math.max(highest, id);
  }
  return highest + 1;
}

function isAddedToken(token: unknown): token is AddedToken {
  if (typeof token !== 'object' || token === null || !('id' in token) || !('content' in token)) return false;
  return Number.isInteger(token.id) && Number(token.id) >= 0 && typeof token.content === 'string';
}

function idOf(library: LibraryTokenizer, token: string): number {
  const id = library.token_to_id(token) ?? library.token_to_id(String(library.model?.unk_token));
  if (id !== undefined) return id;
  throw new TokenizerError(
    `encode: ${JSON.stringify(token)} is not in the vocabulary, which has no unknown token; text of known pieces was needed; ` +
      'leave it out.',
  );
}

function failId(id: number, vocabSize: number): never {
  throw new TokenizerError(
    `decode: id ${id} was found; ids from 0 to ${vocabSize - 1} that stand for a token were needed; use the tokenizer the ` +
      'model was trained with.',
  );
}
